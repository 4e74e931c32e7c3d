package dev.lumen.core.profile;

import static dev.lumen.core.profile.Holdings.GONE;
import static dev.lumen.core.profile.TrackedKeys.NONE;
import static dev.lumen.core.profile.TtlRows.LIVE;
import static dev.lumen.core.profile.TtlRows.STAMPS;

/**
 * A cache without a limit for each TTL of a grid: nothing is ever evicted. Of a key, each has to know when it wrote it: a byte of its
 * block, looked at for all TTLs at once. The one that never expires anything, which comes last, hits always, and has nothing to know.
 *
 * <p>Their cells are numbered by their rows. Not thread-safe.
 */
final class TtlMargin {
    private final TrackedKeys keys;
    private final UseOrder order;
    private final TtlRows rows;
    private final Holdings holdings;
    /** How many TTLs there are. */
    private final int ttls;
    /** The column of what has no limit. */
    private final int column;
    /** Which of them hit at the last read, a part of them after the other, a bit each, and the last row does. */
    final long[] hits;
    /** The same of those whose entry was out of date, or would have been if it had been written before any change: so is the last. */
    final long[] stale;

    TtlMargin(TrackedKeys keys, TtlRows rows, Cells cells, Holdings holdings) {
        this.keys = keys;
        this.rows = rows;
        this.holdings = holdings;
        order = keys.order;
        ttls = cells.rows - 1;
        column = cells.sizes - 1;
        hits = new long[Columns.parts(cells.rows)];
        stale = new long[hits.length];
    }

    /** What it takes of a block. */
    static int blockBytes(Cells cells) {
        return cells.rows - 1;
    }

    /** Adds the entry of a key that was just added. */
    void enter(int slot) {
        for (int row = 0; row < ttls; row++) {
            write(row, keys.isHot(slot), keys.size(slot));
        }
    }

    /** Adds an entry that is written now. */
    private void write(int row, boolean hot, float size) {
        holdings.add(row, holdings.sumOf(row, rows.stamp[row]) + column, hot, size);
    }

    /**
     * Reads a slot that is the most recent by now.
     *
     * @param idle ticks since it was read before
     * @param sizeBefore its bytes until then
     */
    void read(int slot, int idle, float sizeBefore, Account account) {
        int base = keys.writesOf(slot);
        float size = keys.size(slot);
        boolean hot = keys.isHot(slot);
        for (int first = 0; first < ttls; first += Columns.MOST) {
            long alive = alive(base, idle, first);
            hits[first / Columns.MOST] = alive;
            stale[first / Columns.MOST] = outdated(slot, base, first, alive);
            if (size != sizeBefore) {
                resize(base, first, alive, hot, size - (double) sizeBefore);
            }
            long misses = Columns.from(0, ttls - first) & ~alive;
            account.expiredEach(first, misses);
            for (long open = misses; open != 0; open = Columns.rest(open)) {
                int row = first + Columns.first(open);
                leave(base, row, idle, hot, sizeBefore);
                keys.writes[base + row] = (byte) rows.stamp[row];
                write(row, hot, size);
                account.wrote(row, size);
            }
        }
        Columns.add(hits, ttls);
        Columns.add(stale, ttls);
    }

    /** In which caches of a part of them an entry is there that was last read so many ticks ago, a bit each. */
    private long alive(int base, int idle, int first) {
        long alive = 0;
        for (int i = 0; i < Columns.inPart(ttls - first); i++) {
            int row = first + i;
            int age = rows.stamp[row] - (keys.writes[base + row] & 0xff);
            age += STAMPS & (age >> (Integer.SIZE - 1));
            alive |= Columns.ifNegative((age - rows.live(row, idle)) & (idle - rows.ttlTicks[row]), i);
        }
        return alive;
    }

    /** Which of some entries were written before the content changed. */
    private long outdated(int slot, int base, int first, long held) {
        int unchanged = rows.tick() - keys.changed(slot);
        long outdated = 0;
        for (long open = held; open != 0 && unchanged < rows.ttlTicks[ttls - 1]; open = Columns.rest(open)) {
            int column = Columns.first(open);
            int row = first + column;
            if (unchanged < rows.ttlTicks[row]
                    && rows.age(row, keys.writes[base + row] & 0xff) > rows.bucketsSince(row, keys.changed(slot))) {
                outdated |= 1L << column;
            }
        }
        return outdated;
    }

    /** Lets entries that are held take so many bytes more. */
    private void resize(int base, int first, long held, boolean hot, double bytes) {
        for (long open = held; open != 0; open = Columns.rest(open)) {
            int row = first + Columns.first(open);
            leave(base, row, 0, hot, -bytes);
            holdings.resized(row, hot, bytes);
        }
    }

    /** Takes an entry out of what a cache holds, if it still counts as held. */
    private void leave(int base, int row, int idle, boolean hot, double bytes) {
        int sum = writtenSum(base, row, idle);
        if (sum != GONE) {
            holdings.add(row, sum + column, hot, -bytes);
        }
    }

    private int writtenSum(int base, int row, int idle) {
        return idle < rows.traceableTicks[row] ? holdings.sumOf(row, keys.writes[base + row] & 0xff) : GONE;
    }

    /** Reads a slot whose entries were taken out on purpose: a miss everywhere, which only some would have been anyhow. */
    void readTakenOut(int slot, int idle, Account account) {
        int base = keys.writesOf(slot);
        for (int first = 0; first < ttls; first += Columns.MOST) {
            long alive = alive(base, idle, first);
            account.invalidatedEach(first, alive);
            account.expiredEach(first, Columns.from(0, ttls - first) & ~alive);
        }
        for (int row = 0; row < ttls; row++) {
            keys.writes[base + row] = (byte) rows.stamp[row];
        }
        enter(slot);
    }

    /** Dates what was written earlier in this bucket back by one, so that it shows as older than the change. */
    void tellApart(int slot) {
        int base = keys.writesOf(slot);
        boolean held = !order.isTakenOut(keys.place(slot));
        for (int row = 0; row < ttls; row++) {
            byte stamp = (byte) rows.stamp[row];
            if (keys.writes[base + row] == stamp && rows.bucketsSince(row, keys.accessed(slot)) <= 1) {
                keys.writes[base + row] = (byte) rows.stampOf(row, 1);
                if (held) {
                    int earlier = holdings.sumOf(row, rows.stampOf(row, 1));
                    holdings.add(row, holdings.sumOf(row, stamp & 0xff) + column, keys.isHot(slot), -keys.size(slot));
                    holdings.add(row, earlier + column, keys.isHot(slot), keys.size(slot));
                }
            }
        }
    }

    /** Writes down for a slot that just got a block what was true without one. */
    void unfold(int slot) {
        int base = keys.writesOf(slot);
        for (int row = 0; row < ttls; row++) {
            int age = rows.bucketsSince(row, keys.accessed(slot)) % STAMPS;
            keys.writes[base + row] = (byte) rows.stampOf(row, age);
        }
    }

    /** Takes over the times of another slot that was read just now, as far as they say something. */
    void imitate(int slot, int model) {
        int base = keys.writesOf(slot);
        int modelBase = keys.writesOf(model);
        int idle = rows.tick() - keys.accessed(model);
        for (int row = 0; row < ttls; row++) {
            if (idle < rows.ttlTicks[row]) {
                int age = modelBase == NONE
                        ? rows.bucketsSince(row, keys.accessed(model))
                        : rows.age(row, keys.writes[modelBase + row] & 0xff);
                if (age < LIVE) {
                    keys.writes[base + row] = (byte) rows.stampOf(row, age);
                }
            }
        }
        keys.changed(slot, keys.changed(model));
    }

    /** Writes down for a slot that just got a block what a block of all cells says of the same key. */
    void takeOver(int slot, TrackedKeys all, int block, Cells allCells) {
        int base = keys.writesOf(slot);
        for (int row = 0; row < ttls; row++) {
            keys.writes[base + row] = all.writes[WriteTimes.at(allCells, block, allCells.at(row, column))];
        }
    }

    /** Adds bytes to what each cache holds of what is at a place of the order. */
    void add(int place, boolean hot, float bytes) {
        for (int row = 0; row < ttls; row++) {
            int sum = sumOf(place, row);
            if (sum != GONE) {
                holdings.add(row, sum + column, hot, bytes);
            }
        }
    }

    /** Whether the cache of a row holds what is at a place of the order, unless it was taken out on purpose. */
    boolean holds(int place, int row) {
        return sumOf(place, row) != GONE;
    }

    private int sumOf(int place, int row) {
        int base = order.block(place);
        return base == NONE
                ? holdings.sumAt(row, order.accessed(place))
                : writtenSum(base, row, rows.tick() - order.accessed(place));
    }
}
