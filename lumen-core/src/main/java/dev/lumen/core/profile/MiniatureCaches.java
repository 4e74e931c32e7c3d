package dev.lumen.core.profile;

import static dev.lumen.core.profile.Holdings.GONE;
import static dev.lumen.core.profile.TtlRows.ABSENT;
import static dev.lumen.core.profile.TtlRows.LIVE;

/**
 * One small cache for each cell of the grid, all of them fed with the tracked keys: least recently used by bytes, with
 * write-time expiry, expired entries taking no room, an entry larger than the capacity not stored. They are simulated, not
 * modelled (Waldspurger et al., "Cache Modeling and Optimization using Miniature Simulations", ATC'17), so what TTL and
 * capacity do to one another is right by construction.
 *
 * <p>What makes hundreds of caches affordable is what they share. All have one order of use. What a cache has evicted is the
 * old end of that order: a cache is one mark in it, and an entry is there if it is not older than the mark and its time is
 * not up. So all that a cache keeps of a key is when it was written: one byte ({@link WriteTimes}).
 *
 * <p>A read costs a few nanoseconds for each row in which it hits wherever the entry fits, and some nanoseconds for each
 * cell of the other rows. Not thread-safe.
 */
final class MiniatureCaches {
    /** What the arrays take for a cell. */
    static final int CELL_BYTES = Marks.CELL_BYTES + Contents.CELL_BYTES + Holdings.CELL_BYTES + Tally.CELL_BYTES;

    private final TrackedKeys keys;
    private final TtlRows rows;
    private final Holdings holdings;
    private final WriteTimes times;
    private final Marks marks;
    private final Use lastUse;
    private final Contents contents;
    private final int sizes;

    MiniatureCaches(ProfileGrid grid, TrackedKeys keys, TtlRows rows, Tally tally) {
        this.keys = keys;
        this.rows = rows;
        sizes = grid.sizes().size();
        times = new WriteTimes(grid, keys, rows);
        marks = new Marks(keys, rows.count, sizes);
        contents = new Contents(keys, rows, tally, times, marks);
        holdings = contents.holdings();
        lastUse = new Use(tally.hot);
    }

    Holdings holdings() {
        return holdings;
    }

    WriteTimes times() {
        return times;
    }

    RoomError roomError() {
        return contents.roomError();
    }

    /** How many keys one of the sample stands for, 1 or more. */
    void scale(double scale) {
        contents.scale(scale);
    }

    /** Takes in a key that was just added as the most recent: a miss everywhere, and written everywhere. */
    void enter(int slot) {
        int fits = times.firstFit(keys.size(slot));
        for (int row = 0; row < rows.count; row++) {
            contents.store(slot, row, holdings.sumAt(row, keys.accessed(slot)), fits);
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
        if (changed) {
            tellApart(slot, base);
        }
        if (!keys.isHot(slot)) {
            contents.roomError().used(slot);
        }
        Use before = lastUse;
        before.take(slot, keys, rows.tick(), account);
        keys.touch(slot);
        keys.accessed(slot, rows.tick());
        keys.size(slot, size);
        int fits = times.firstFit(size);
        if (keys.order.isTakenOut(keys.place(slot))) {
            keys.order.takenOut(keys.place(slot), false);
            for (int row = 0; row < rows.count; row++) {
                readTakenOut(slot, base, row, fits, before);
            }
            return;
        }
        for (int row = 0; row < rows.count; row++) {
            if (before.idle >= rows.traceableTicks[row]) {
                readForgotten(slot, base, row, fits, before);
            } else if (size == before.size && isFresh(slot, base, row, before)) {
                readFresh(slot, base, row, fits, before);
            } else {
                readAny(slot, base, row, fits, before);
            }
        }
    }

    /** What was true of a slot until the present read, and how this one counts. Used again, so that reads allocate nothing. */
    private static final class Use {
        /** Its place in the order. */
        int place;
        /** Ticks since it was used. */
        int idle;
        /** Ticks since its content was seen to change. */
        int unchanged;
        /** Its bytes. */
        float size;
        /** Where hits are counted. */
        Tally.Account account;

        Use(Tally.Account account) {
            this.account = account;
        }

        void take(int slot, TrackedKeys keys, int tick, Tally.Account counting) {
            place = keys.place(slot);
            idle = tick - keys.accessed(slot);
            unchanged = tick - keys.changed(slot);
            size = keys.size(slot);
            account = counting;
        }
    }

    /** Whether a slot's every entry in a row that was not evicted is there and has its present content. */
    private boolean isFresh(int slot, int base, int row, Use before) {
        int oldest = keys.writes[base + row] & 0xff;
        if (oldest == ABSENT) {
            return false;
        }
        if (!rows.expires(row)) {
            return oldest == (keys.changes[slot] & 0xff);
        }
        int age = rows.age(row, oldest);
        return age < LIVE && before.idle < rows.ttlTicks[row] && age <= sinceChange(slot, row, before.unchanged);
    }

    /** Buckets since the content changed, or more where that was too long ago to matter. */
    private int sinceChange(int slot, int row, int unchanged) {
        return unchanged >= rows.traceableTicks[row] ? Integer.MAX_VALUE : rows.bucketsSince(row, keys.changed(slot));
    }

    /** Reads a row whose entries were taken out on purpose: a miss everywhere, which only some would have been anyhow. */
    private void readTakenOut(int slot, int base, int row, int fits, Use before) {
        boolean expires = rows.expires(row);
        boolean recent = before.idle < rows.ttlTicks[row];
        boolean expiring = false;
        boolean missing = false;
        for (int column = 0; column < sizes; column++) {
            int cell = row * sizes + column;
            int write = keys.writes[times.at(base, cell)] & 0xff;
            boolean kept = write != ABSENT && marks.of(cell) <= before.place;
            boolean alive = recent && (!expires || rows.age(row, write) < LIVE);
            boolean expired = column >= fits && expires && (kept ? !alive : wouldHaveExpired(cell, row));
            if (expired != expiring) {
                expiring = expired;
                countExpired(before.account, cell, expired);
            }
            boolean invalidated = kept && alive;
            if (invalidated != missing) {
                missing = invalidated;
                if (invalidated) {
                    before.account.beginInvalidated(cell);
                } else {
                    before.account.endInvalidated(cell);
                }
            }
        }
        times.write(base, row, fits, rows.expires(row) ? (byte) rows.stamp[row] : keys.changes[slot]);
        contents.store(slot, row, holdings.sumOf(row, rows.stamp[row]), fits);
    }

    /** Reads a row in which every entry has expired and left. */
    private void readForgotten(int slot, int base, int row, int fits, Use before) {
        if (marks.passed(row, before.place)) {
            boolean expiring = false;
            for (int column = fits; column < sizes; column++) {
                int cell = row * sizes + column;
                boolean expired = marks.of(cell) <= before.place || wouldHaveExpired(cell, row);
                if (expired != expiring) {
                    expiring = expired;
                    countExpired(before.account, cell, expired);
                }
            }
        } else if (fits < sizes) {
            before.account.beginExpired(row * sizes + fits);
        }
        times.write(base, row, fits, (byte) rows.stamp[row]);
        contents.store(slot, row, holdings.sumOf(row, rows.stamp[row]), fits);
    }

    /** Reads a row in which an entry is missed only where it was evicted. */
    private void readFresh(int slot, int base, int row, int fits, Use before) {
        int first = row * sizes;
        if (!marks.passed(row, before.place)) {
            if (fits < sizes) {
                before.account.beginHits(first + fits);
            }
            return;
        }
        boolean hitting = false;
        boolean expiring = false;
        for (int column = fits; column < sizes; column++) {
            int cell = first + column;
            boolean evicted = marks.of(cell) > before.place;
            if (hitting == evicted) {
                hitting = !evicted;
                count(before.account, cell, hitting);
            }
            boolean expired = evicted && wouldHaveExpired(cell, row);
            if (expired != expiring) {
                expiring = expired;
                countExpired(before.account, cell, expired);
            }
            if (evicted) {
                write(slot, base, cell, row, column);
            }
        }
    }

    /** Reads a row cell by cell. */
    private void readAny(int slot, int base, int row, int fits, Use before) {
        boolean expires = rows.expires(row);
        boolean recent = before.idle < rows.ttlTicks[row];
        int changes = keys.changes[slot] & 0xff;
        int sinceChange = sinceChange(slot, row, before.unchanged);
        boolean hot = keys.isHot(slot);
        int oldest = 0;
        boolean whole = true;
        boolean hitting = false;
        boolean ageing = false;
        boolean expiring = false;
        for (int column = 0; column < sizes; column++) {
            int cell = row * sizes + column;
            int write = keys.writes[times.at(base, cell)] & 0xff;
            boolean kept = write != ABSENT && marks.of(cell) <= before.place;
            int age = expires ? rows.age(row, write) : 0;
            boolean hit = kept && recent && age < LIVE;
            boolean stale = hit && (expires ? age > sinceChange : write != changes);
            if (hit != hitting) {
                hitting = hit;
                count(before.account, cell, hit);
            }
            if (stale != ageing) {
                ageing = stale;
                countStale(before.account, cell, stale);
            }
            int sum = kept ? holdings.sumOf(row, write) : GONE;
            boolean expired = !hit && column >= fits && expires && (kept || wouldHaveExpired(cell, row));
            if (expired != expiring) {
                expiring = expired;
                countExpired(before.account, cell, expired);
            }
            if (hit) {
                oldest = Math.max(oldest, age);
                whole &= column >= fits && (expires || !stale);
                if (sum != GONE && keys.size(slot) != before.size) {
                    holdings.add(row, column, sum, hot, (double) keys.size(slot) - before.size);
                    contents.makeRoom(row, column);
                }
                continue;
            }
            if (sum != GONE) {
                holdings.add(row, column, sum, hot, -before.size);
            }
            if (column >= fits) {
                write(slot, base, cell, row, column);
            } else {
                keys.writes[times.at(base, cell)] = (byte) ABSENT;
            }
        }
        keys.writes[base + row] = whole ? (byte) (expires ? rows.stampOf(row, oldest) : changes) : (byte) ABSENT;
    }

    private static void count(Tally.Account account, int cell, boolean hit) {
        if (hit) {
            account.beginHits(cell);
        } else {
            account.endHits(cell);
        }
    }

    private static void countStale(Tally.Account account, int cell, boolean stale) {
        if (stale) {
            account.beginStale(cell);
        } else {
            account.endStale(cell);
        }
    }

    private static void countExpired(Tally.Account account, int cell, boolean expired) {
        if (expired) {
            account.beginExpired(cell);
        } else {
            account.endExpired(cell);
        }
    }

    /**
     * Whether an entry that was evicted would have expired meanwhile: entries are pushed out after as long a time without use
     * as the present mark has had, more or less.
     */
    private boolean wouldHaveExpired(int cell, int row) {
        return rows.expires(row) && marks.idle(cell, rows.tick()) >= rows.ttlTicks[row];
    }

    private void write(int slot, int base, int cell, int row, int column) {
        keys.writes[times.at(base, cell)] = rows.expires(row) ? (byte) rows.stamp[row] : keys.changes[slot];
        holdings.add(row, column, holdings.sumOf(row, rows.stamp[row]), keys.isHot(slot), keys.size(slot));
        contents.makeRoom(row, column);
    }

    /** Dates what was written earlier in this bucket back by one, so that it shows as older than the change. */
    private void tellApart(int slot, int base) {
        for (int row = 0; row < rows.count && rows.expires(row); row++) {
            byte stamp = (byte) rows.stamp[row];
            byte before = (byte) rows.stampOf(row, 1);
            if (keys.writes[base + row] == stamp) {
                keys.writes[base + row] = before;
            }
            for (int column = 0; column < sizes; column++) {
                int cell = row * sizes + column;
                if (keys.writes[times.at(base, cell)] == stamp) {
                    int sum = contents.sumOf(slot, row, column);
                    keys.writes[times.at(base, cell)] = before;
                    if (sum != GONE) {
                        int earlier = holdings.sumOf(row, before & 0xff);
                        holdings.add(row, column, sum, keys.isHot(slot), -keys.size(slot));
                        holdings.add(row, column, earlier, keys.isHot(slot), keys.size(slot));
                    }
                }
            }
        }
    }

    /** Reads a key as many times again as it was read just now: it is a hit wherever its entry fits. */
    void readAgain(int slot, long times, Tally.Account account) {
        int fits = times().firstFit(keys.size(slot));
        for (int row = 0; row < rows.count && fits < sizes; row++) {
            account.addHits(row * sizes + fits, times);
        }
    }

    /** Whether a cell holds a slot's entry. */
    boolean holds(int slot, int row, int column) {
        return contents.sumOf(slot, row, column) != GONE;
    }

    /** Gives a slot another heat, from hot to {@link TrackedKeys#COLD} or back: what is held of it counts accordingly. */
    void turn(int slot, byte heat) {
        contents.turn(slot, heat);
    }

    /** Takes a key's entries out of every cache, as the host took its own out on purpose. */
    void takeOut(int slot) {
        if (!keys.order.isTakenOut(keys.place(slot))) {
            contents.takeOut(slot);
        }
    }

    /** Takes out a slot that is about to be removed. */
    void leave(int slot) {
        contents.leave(slot);
    }

    /** Takes in a key that has just been added as the most recent, with write times of its own. */
    void adopt(int slot) {
        contents.adopt(slot);
    }

    /** Evicts everywhere what no longer fits, after the sample came to stand for more. */
    void makeRoom() {
        contents.makeRoom();
    }

    /** Closes up the empty places of the order. */
    void closeUp() {
        marks.closeUp();
    }
}
