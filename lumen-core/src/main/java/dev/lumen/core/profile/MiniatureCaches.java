package dev.lumen.core.profile;

import static dev.lumen.core.profile.TrackedKeys.NONE;
import static dev.lumen.core.profile.TtlRows.ABSENT;
import static dev.lumen.core.profile.TtlRows.LIVE;
import static dev.lumen.core.profile.TtlRows.STAMPS;

import dev.lumen.api.units.ByteSize;
import java.util.Arrays;

/**
 * One small cache for each cell of the grid, all of them fed with the tracked keys: least recently used by bytes, with
 * write-time expiry, expired entries taking no room, an entry larger than the capacity not stored. They are simulated, not
 * modelled (Waldspurger et al., "Cache Modeling and Optimization using Miniature Simulations", ATC'17), so what TTL and
 * capacity do to one another is right by construction.
 *
 * <p>What makes hundreds of caches affordable is what they share. All have one order of use. What a cache has evicted is the
 * old end of that order: a cache is one mark in it, and an entry is there if it is newer than the mark and its time is not
 * up. So all that a cache keeps of a key is when it was written: one byte ({@link TtlRows}).
 *
 * <p>An entry of the sample stands for many, and takes their room, but is pushed out by what is above it and its own bytes
 * alone, so that the estimate of the room above it has no bias.
 *
 * <p>A read costs a few nanoseconds a cell; a read of a hot key that hits everywhere as its last one did, a few in all.
 * Not thread-safe.
 */
final class MiniatureCaches {
    /** What the arrays take for a cell. */
    static final int CELL_BYTES = 2 * Integer.BYTES + Holdings.CELL_BYTES + Tally.CELL_BYTES;

    /** In the place of a bucket: not held. */
    private static final long GONE = -1;

    /** In the place of an age: not there. */
    private static final int MISSED = -1;

    private final TrackedKeys keys;
    private final TtlRows rows;
    private final Tally tally;
    private final Holdings holdings;
    private final long[] capacity;
    private final int sizes;
    /** The least recently used slot that a cell has not evicted, and its place in the order. */
    private final int[] mark;

    private final int[] markSequence;
    private int newestMark;
    private double scale = 1;

    MiniatureCaches(ProfileGrid grid, TrackedKeys keys, TtlRows rows, Tally tally) {
        this.keys = keys;
        this.rows = rows;
        this.tally = tally;
        sizes = grid.sizes().size();
        holdings = new Holdings(rows, sizes);
        capacity = grid.sizes().stream()
                .mapToLong(size -> size.map(ByteSize::bytes).orElse(Long.MAX_VALUE))
                .toArray();
        mark = new int[grid.cells()];
        markSequence = new int[grid.cells()];
        Arrays.fill(mark, NONE);
    }

    Holdings holdings() {
        return holdings;
    }

    /** How many keys one of the sample stands for, 1 or more. */
    void scale(double scale) {
        this.scale = scale;
        holdings.scale(scale);
    }

    /** Takes in a key that was just added as the most recent: a miss everywhere, and written everywhere. */
    void enter(int slot) {
        for (int row = 0; row < rows.count; row++) {
            for (int cell = row * sizes; cell < (row + 1) * sizes; cell++) {
                if (mark[cell] == NONE) {
                    setMark(cell, slot);
                }
                if (keys.size[slot] <= capacity[cell - row * sizes]) {
                    store(slot, cell, row);
                }
            }
        }
    }

    private void store(int slot, int cell, int row) {
        holdings.add(cell, row, rows.bucket[row], keys.isHot(slot), keys.size[slot]);
        makeRoom(cell, row);
    }

    /** Whether a hot key's read is sure to hit everywhere, as the last one did. */
    boolean steady(int slot) {
        return keys.sequence[slot] > newestMark && keys.steadyUntil[slot] - rows.tick() > 0;
    }

    /** Writes down for a slot that just got a block what was true without one: written everywhere at its last access. */
    void unfold(int slot) {
        int base = keys.writesOf(slot);
        long accessed = rows.millisAt(keys.accessed[slot]);
        for (int row = 0; row < rows.count; row++) {
            int stamp = rows.expires(row) ? (int) (rows.bucketAt(row, accessed) % STAMPS) : keys.changes[slot] & 0xff;
            for (int cell = row * sizes; cell < (row + 1) * sizes; cell++) {
                boolean stored = keys.size[slot] <= capacity[cell - row * sizes];
                keys.writes[base + cell] = (byte) (stored ? stamp : ABSENT);
            }
        }
    }

    /**
     * Reads a tracked key that has a block, and writes it where it was missed.
     *
     * @param changed whether this read shows a content that the one before did not
     * @param account where hits are counted
     */
    void read(int slot, float size, boolean changed, Tally.Account account) {
        int base = keys.writesOf(slot);
        long idle = rows.now() - rows.millisAt(keys.accessed[slot]);
        if (changed) {
            tellApart(base);
        }
        double steadyUntil = Double.MAX_VALUE;
        for (int row = 0; row < rows.count; row++) {
            int oldest = readRow(slot, base, row, idle, account);
            double until = oldest == MISSED ? 0 : rows.expiryOf(row, rows.bucket[row] - oldest);
            steadyUntil = rows.expires(row) || oldest == MISSED ? Math.min(steadyUntil, until) : steadyUntil;
        }
        keys.touch(slot);
        if (size != keys.size[slot]) {
            add(slot, keys.isHot(slot), size - keys.size[slot]);
            keys.size[slot] = size;
            makeRoom();
        }
        keys.accessed[slot] = rows.tick();
        if (steadyUntil > 0) {
            keys.steadyUntil[slot] = rows.tickAt(steadyUntil) - 1;
        } else {
            keys.steadyUntil[slot] = rows.tick();
            rewrite(slot, base);
        }
    }

    /** Dates what was written earlier in this bucket back by one, so that it shows as older than the change. */
    private void tellApart(int base) {
        for (int row = 0; row < rows.count; row++) {
            byte stamp = (byte) rows.stamp[row];
            byte before = (byte) (rows.stamp[row] == 0 ? STAMPS - 1 : rows.stamp[row] - 1);
            for (int cell = row * sizes; rows.expires(row) && cell < (row + 1) * sizes; cell++) {
                if (keys.writes[base + cell] == stamp) {
                    keys.writes[base + cell] = before;
                }
            }
        }
    }

    /** Returns the age of the oldest entry in buckets, or {@link #MISSED} where one was not there. */
    private int readRow(int slot, int base, int row, long idle, Tally.Account account) {
        boolean expires = rows.expires(row);
        boolean recent = idle < rows.ttl[row];
        int stamp = rows.stamp[row];
        long sinceChange = expires ? rows.bucket[row] - rows.bucketAt(row, rows.millisAt(keys.changed[slot])) : 0;
        int changes = keys.changes[slot] & 0xff;
        int sequence = keys.sequence[slot];
        int oldest = 0;
        boolean missed = false;
        for (int cell = row * sizes; cell < (row + 1) * sizes; cell++) {
            int write = keys.writes[base + cell] & 0xff;
            boolean kept = write != ABSENT && sequence >= markSequence[cell];
            int age = expires ? TtlRows.age(stamp, write) : 0;
            if (kept && recent && age < LIVE) {
                count(account, cell, 1, expires ? age > sinceChange : write != changes);
                oldest = Math.max(oldest, age);
            } else {
                miss(slot, cell, row, kept, rows.bucket[row] - age, idle, account.weight);
                keys.writes[base + cell] = (byte) ABSENT;
                missed = true;
            }
            if (mark[cell] == slot && keys.newer(slot) != NONE) {
                setMark(cell, keys.newer(slot));
            }
        }
        return missed ? MISSED : oldest;
    }

    private void miss(int slot, int cell, int row, boolean kept, long written, long idle, double weight) {
        if (kept && rows.traceable(row, idle) && holdings.present(row, written)) {
            holdings.add(cell, row, written, keys.isHot(slot), -keys.size[slot]);
        }
        if (kept || (rows.expires(row) && residence(cell) >= rows.ttl[row])) {
            tally.expired[cell] += weight;
        }
    }

    /** How long an entry that is pushed out now was not used: the same went for one pushed out before, more or less. */
    private long residence(int cell) {
        return mark[cell] == NONE ? 0 : rows.now() - rows.millisAt(keys.accessed[mark[cell]]);
    }

    private void rewrite(int slot, int base) {
        for (int row = 0; row < rows.count; row++) {
            byte stamp = (byte) (rows.expires(row) ? rows.stamp[row] : keys.changes[slot] & 0xff);
            for (int cell = row * sizes; cell < (row + 1) * sizes; cell++) {
                if (mark[cell] == NONE) {
                    setMark(cell, slot);
                }
                if (keys.writes[base + cell] == (byte) ABSENT && keys.size[slot] <= capacity[cell - row * sizes]) {
                    keys.writes[base + cell] = stamp;
                    store(slot, cell, row);
                }
            }
        }
    }

    /** Evicts, oldest first, what no longer fits; never the newest, which was stored because it does. */
    private void makeRoom(int cell, int row) {
        long room = capacity[cell - row * sizes];
        while (holdings.held(cell) > room && mark[cell] != keys.newest()) {
            int slot = mark[cell];
            long written = presentSince(slot, cell, row);
            if (written != GONE) {
                float size = keys.size[slot];
                boolean hot = keys.isHot(slot);
                if (holdings.held(cell) - (hot ? size : size * scale) + size <= room) {
                    return;
                }
                holdings.add(cell, row, written, hot, -size);
                tally.evictions[cell] += hot ? 1 : scale;
            }
            setMark(cell, keys.newer(slot));
        }
    }

    /** The bucket in which a slot's entry was written, or {@link #GONE} where it does not count as held any more. */
    private long presentSince(int slot, int cell, int row) {
        if (keys.sequence[slot] < markSequence[cell] || !rows.traceableSince(row, keys.accessed[slot])) {
            return GONE;
        }
        int base = keys.writesOf(slot);
        int write = base == NONE ? 0 : keys.writes[base + cell] & 0xff;
        boolean stored = base == NONE ? keys.size[slot] <= capacity[cell - row * sizes] : write != ABSENT;
        long written = !rows.expires(row)
                ? 0
                : base == NONE
                        ? rows.bucketAt(row, rows.millisAt(keys.accessed[slot]))
                        : rows.bucket[row] - TtlRows.age(rows.stamp[row], write);
        return stored && holdings.present(row, written) ? written : GONE;
    }

    /** Adds bytes to what each cache holds of a slot, on behalf of hot keys or of the sample. */
    void add(int slot, boolean hot, float bytes) {
        for (int row = 0; row < rows.count; row++) {
            for (int cell = row * sizes; cell < (row + 1) * sizes; cell++) {
                long written = presentSince(slot, cell, row);
                if (written != GONE) {
                    holdings.add(cell, row, written, hot, bytes);
                }
            }
        }
    }

    /** Takes out a slot that is about to be removed. */
    void leave(int slot) {
        add(slot, keys.isHot(slot), -keys.size[slot]);
        for (int cell = 0; cell < mark.length; cell++) {
            if (mark[cell] == slot) {
                setMark(cell, keys.newer(slot));
            }
        }
    }

    /** Takes over a block's write times from another slot that was read just now, as far as they say something. */
    void imitate(int slot, int model) {
        long idle = rows.now() - rows.millisAt(keys.accessed[model]);
        int from = keys.writesOf(model);
        if (from == NONE) {
            keys.accessed[slot] = keys.accessed[model];
            unfold(slot);
            keys.accessed[slot] = rows.tick();
            return;
        }
        int base = keys.writesOf(slot);
        for (int row = 0; row < rows.count; row++) {
            for (int cell = row * sizes;
                    rows.expires(row) && idle < rows.ttl[row] && cell < (row + 1) * sizes;
                    cell++) {
                boolean both = keys.writes[base + cell] != (byte) ABSENT && keys.writes[from + cell] != (byte) ABSENT;
                if (both) {
                    keys.writes[base + cell] = keys.writes[from + cell];
                }
            }
        }
        keys.changed[slot] = keys.changed[model];
    }

    /** Takes in a key that has just been added as the most recent, with write times of its own. */
    void adopt(int slot) {
        for (int cell = 0; cell < mark.length; cell++) {
            if (mark[cell] == NONE) {
                setMark(cell, slot);
            }
        }
        add(slot, keys.isHot(slot), keys.size[slot]);
        makeRoom();
    }

    /** Whether a slot would be read the same without its block: nothing of it is held or stale in any row. */
    boolean isUniform(int slot) {
        long idle = rows.now() - rows.millisAt(keys.accessed[slot]);
        int base = keys.writesOf(slot);
        for (int row = rows.count - 1; row >= 0; row--) {
            if (rows.expires(row)) {
                return !rows.traceable(row, idle);
            }
            for (int cell = row * sizes; cell < (row + 1) * sizes; cell++) {
                byte stamp = keys.size[slot] <= capacity[cell - row * sizes] ? keys.changes[slot] : (byte) ABSENT;
                if (keys.writes[base + cell] != stamp) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Counts the reads of a slot that were put off since the last one that was played through every cell. */
    void settle(int slot, Tally.Account account) {
        int repeats = keys.repeats[slot];
        if (repeats == 0) {
            return;
        }
        keys.repeats[slot] = 0;
        int base = keys.writesOf(slot);
        long accessed = rows.millisAt(keys.accessed[slot]);
        long changed = rows.millisAt(keys.changed[slot]);
        for (int row = 0; row < rows.count; row++) {
            boolean expires = rows.expires(row);
            long bucket = rows.bucketAt(row, accessed);
            long sinceChange = bucket - rows.bucketAt(row, changed);
            for (int cell = row * sizes; cell < (row + 1) * sizes; cell++) {
                int write = keys.writes[base + cell] & 0xff;
                boolean old = expires
                        ? TtlRows.age((int) (bucket % STAMPS), write) > sinceChange
                        : write != (keys.changes[slot] & 0xff);
                count(account, cell, repeats, old);
            }
        }
    }

    private static void count(Tally.Account account, int cell, int times, boolean stale) {
        account.hits[cell] += times * account.weight;
        if (stale) {
            account.stale[cell] += times * account.weight;
        }
        if (account.spread > 0) {
            account.spreadHits[cell] += times * account.spread;
            if (stale) {
                account.spreadStale[cell] += times * account.spread;
            }
        }
    }

    /** Evicts everywhere what no longer fits, after the sample came to stand for more. */
    void makeRoom() {
        for (int row = 0; row < rows.count; row++) {
            for (int cell = row * sizes; cell < (row + 1) * sizes; cell++) {
                if (mark[cell] != NONE) {
                    makeRoom(cell, row);
                }
            }
        }
    }

    /** A cell whose every entry is evicted has no mark: the next slot that is used becomes it. */
    private void setMark(int cell, int slot) {
        mark[cell] = slot;
        markSequence[cell] = slot == NONE ? Integer.MAX_VALUE : keys.sequence[slot];
        newestMark = slot == NONE ? newestMark : Math.max(newestMark, markSequence[cell]);
    }

    /** Takes over the order's new numbers. */
    void renumbered() {
        newestMark = 0;
        for (int cell = 0; cell < mark.length; cell++) {
            setMark(cell, mark[cell]);
        }
    }
}
