package dev.lumen.core.profile;

import static dev.lumen.core.profile.Holdings.GONE;
import static dev.lumen.core.profile.TrackedKeys.NONE;
import static dev.lumen.core.profile.TtlRows.ABSENT;

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
 * <p>A read costs a few nanoseconds for each row in which it hits wherever the entry fits. Of another row it is worked out at
 * once for all cells which of them hit ({@link Columns}), and each that misses costs some nanoseconds.
 *
 * <p>Where another simulation counts what both margins of each cell do ({@link MarginCaches}), here only those reads are counted that
 * differ from that ({@link HitDifferences}). Not thread-safe.
 */
final class MiniatureCaches implements Caches {
    private final TrackedKeys keys;
    private final TtlRows rows;
    private final Holdings holdings;
    private final WriteTimes times;
    private final Marks marks;
    private final Capacities capacities;
    private final RoomError roomError;
    private final Use lastUse;
    private final Contents contents;
    private final Entries entries;
    private final HitDifferences counts;
    /** The first row whose close reads are counted. */
    private final int firstClose;

    private final int sizes;

    MiniatureCaches(StateBudget.Keys budget, TrackedKeys keys, TtlRows rows, Tally tally) {
        Cells cells = budget.cells();
        this.keys = keys;
        this.rows = rows;
        capacities = new Capacities(budget.grid());
        sizes = capacities.count();
        times = new WriteTimes(capacities, keys, rows);
        marks = new Marks(keys, cells);
        counts = new HitDifferences(tally, cells, new FreedRoom(keys, rows, times, marks, capacities, cells, tally));
        holdings = new Holdings(rows, cells, capacities, budget.haveHot(), budget.isOfTwo());
        firstClose = budget.firstCloseRow();
        roomError = new RoomError(keys, cells, cells, capacities, marks, holdings, firstClose);
        contents = new Contents(keys, rows, capacities, tally, times, marks, holdings, roomError);
        lastUse = new Use(tally.hot);
        entries = new Entries(keys, rows);
    }

    @Override
    public Holdings holdings() {
        return holdings;
    }

    @Override
    public Marks marks() {
        return marks;
    }

    @Override
    public RoomError roomError() {
        return roomError;
    }

    @Override
    public void scale(double scale) {
        contents.scale(scale);
        roomError.scale(scale);
    }

    @Override
    public void enter(int slot, Account account) {
        int fits = capacities.firstFit(keys.size(slot));
        if (fits < sizes) {
            account.wroteInAll(keys.size(slot));
        }
        for (int row = 0; row < rows.count; row++) {
            contents.store(slot, row, holdings.sumOf(row, rows.stamp[row]), fits);
        }
        roomError.groups.enters(slot);
    }

    @Override
    public void read(int slot, float size, boolean changed, Account account) {
        int base = keys.writesOf(slot);
        if (changed) {
            contents.tellApart(slot);
        }
        Use before = lastUse;
        before.take(slot, keys, rows.tick(), account);
        keys.touch(slot);
        keys.accessed(slot, rows.tick());
        keys.size(slot, size);
        int fits = capacities.firstFit(size);
        if (keys.order.isTakenOut(keys.place(slot))) {
            keys.order.takenOut(keys.place(slot), false);
            for (int row = 0; row < rows.count; row++) {
                readTakenOut(slot, base, row, fits, before);
            }
            roomError.groups.enters(slot);
            return;
        }
        if (roomError.isCounted()) {
            countClose(base, fits, before);
            roomError.groups.read(slot, before.place, before.size);
        }
        // What expires nothing first, as the other rows are held against it.
        for (int row = rows.count - 1; row >= 0; row--) {
            if (before.idle >= rows.traceableTicks[row]) {
                readForgotten(slot, base, row, fits, before);
            } else if (size == before.size && isFresh(slot, base, row, before)) {
                readFresh(slot, base, row, fits, before);
            } else {
                readAny(slot, base, row, fits, before);
            }
        }
    }

    /** Counts in which cells a few bytes more or less decide whether a read hits: none of a row whose TTL has passed. */
    private void countClose(int base, int fits, Use before) {
        for (int row = firstClose; row < rows.count; row++) {
            if (isAlive(base, row, before.idle) && roomError.find(row, before.place, fits)) {
                roomError.count(row, before.account.weight);
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
        Account account;

        Use(Account account) {
            this.account = account;
        }

        void take(int slot, TrackedKeys keys, int tick, Account counting) {
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
        return age < rows.live(row)
                && before.idle < rows.ttlTicks[row]
                && age <= sinceChange(slot, row, before.unchanged);
    }

    /** Buckets since the content changed, or more where that was too long ago to matter. */
    private int sinceChange(int slot, int row, int unchanged) {
        return unchanged >= rows.traceableTicks[row] ? Integer.MAX_VALUE : rows.bucketsSince(row, keys.changed(slot));
    }

    /** Reads a row whose entries were taken out on purpose: a miss everywhere, which only some would have been anyhow. */
    private void readTakenOut(int slot, int base, int row, int fits, Use before) {
        for (int first = 0; first < sizes; first += Columns.MOST) {
            int left = sizes - first;
            int cell = row * sizes + first;
            entries.look(row, times.at(base, cell), left, slot, before.idle, 0);
            long fitting = Columns.from(fits - first, left);
            long evicted = marks.evicted(row, cell, left, before.place);
            long kept = entries.written & ~evicted;
            long alive = before.idle < rows.ttlTicks[row] ? entries.alive : 0;
            before.account.invalidated(cell, kept & alive, left);
            long expired = (kept & ~alive) | unusedForTtl(row, cell, fitting & ~kept, left);
            countExpired(before.account, row, cell, fitting & expired, left);
        }
        storeNow(slot, base, row, fits, before.account);
    }

    /** Reads a row in which every entry has expired and left. */
    private void readForgotten(int slot, int base, int row, int fits, Use before) {
        for (int first = 0; first < sizes; first += Columns.MOST) {
            int left = sizes - first;
            int cell = row * sizes + first;
            long fitting = Columns.from(fits - first, left);
            before.account.expired(cell, unusedForTtl(row, cell, fitting, left), left);
        }
        storeNow(slot, base, row, fits, before.account);
    }

    private void storeNow(int slot, int base, int row, int fits, Account account) {
        if (fits < sizes) {
            account.wrote(row, keys.size(slot));
        }
        times.write(base, row, fits, stampOfNow(slot, row));
        contents.store(slot, row, holdings.sumOf(row, rows.stamp[row]), fits);
    }

    private byte stampOfNow(int slot, int row) {
        return rows.expires(row) ? (byte) rows.stamp[row] : keys.changes[slot];
    }

    /** Reads a row in which an entry is missed only where it was evicted. */
    private void readFresh(int slot, int base, int row, int fits, Use before) {
        for (int first = 0; first < sizes; first += Columns.MOST) {
            int left = sizes - first;
            int cell = row * sizes + first;
            long fitting = Columns.from(fits - first, left);
            long evicted = fitting & marks.evicted(row, cell, left, before.place);
            counts.count(before.account, row, first, fitting & ~evicted, 0, true, false);
            if (evicted != 0) {
                before.account.expired(cell, unusedForTtl(row, cell, evicted, left), left);
                entries.at(row, times.at(base, cell));
                write(slot, row, first, evicted, before.account);
            }
        }
    }

    /** Reads a row of which nothing is known beforehand. */
    private void readAny(int slot, int base, int row, int fits, Use before) {
        int sinceChange = sinceChange(slot, row, before.unchanged);
        int age = ageWithoutLimit(base, row);
        boolean ofTtl = isAlive(base, row, before.idle);
        boolean whole = true;
        int oldest = 0;
        for (int first = 0; first < sizes; first += Columns.MOST) {
            int left = sizes - first;
            int cell = row * sizes + first;
            entries.look(row, times.at(base, cell), left, slot, before.idle, sinceChange);
            long fitting = Columns.from(fits - first, left);
            long kept = entries.written & ~marks.evicted(row, cell, left, before.place);
            long hits = before.idle < rows.ttlTicks[row] ? kept & entries.alive : 0;
            long stale = hits & entries.outdated;
            long misses = Columns.from(0, left) & ~hits;
            counts.count(before.account, row, first, hits, stale, ofTtl, ofTtl && age > sinceChange);
            if (misses != 0) {
                long expired = (fitting & kept & misses) | unusedForTtl(row, cell, fitting & misses & ~kept, left);
                countExpired(before.account, row, cell, expired, left);
            }
            if (rows.expires(row)) {
                oldest = Math.max(oldest, entries.oldest);
                whole &= (hits & ~fitting) == 0;
            } else {
                whole &= ((hits & ~fitting) | stale) == 0;
            }
            if (keys.size(slot) != before.size) {
                resize(slot, row, first, hits, keys.size(slot) - (double) before.size);
            }
            leave(slot, row, first, kept & misses & entries.summed, before.size);
            entries.write(misses & ~fitting, (byte) ABSENT);
            write(slot, row, first, misses & fitting, before.account);
        }
        byte stamp = rows.expires(row) ? (byte) rows.stampOf(row, oldest) : keys.changes[slot];
        keys.writes[base + row] = whole ? stamp : (byte) ABSENT;
    }

    /** Whether what the last cache of a row, which has no limit where it matters, has of a key last used so many ticks ago is there. */
    private boolean isAlive(int base, int row, int idle) {
        return idle < rows.ttlTicks[row] && ageWithoutLimit(base, row) < rows.live(row, idle);
    }

    /** How old what the last cache of a row, which has no limit where it matters, has of a key is in buckets; 0 where none expires. */
    private int ageWithoutLimit(int base, int row) {
        return rows.expires(row) ? rows.age(row, keys.writes[times.at(base, row * sizes + sizes - 1)] & 0xff) : 0;
    }

    private void countExpired(Account account, int row, int cell, long expired, int left) {
        if (rows.expires(row)) {
            account.expired(cell, expired, left);
        }
    }

    /** Takes entries of a slot, which had so many bytes, out of what some columns hold. */
    private void leave(int slot, int row, int first, long columns, double bytes) {
        boolean hot = keys.isHot(slot);
        for (long open = columns; open != 0; open = Columns.rest(open)) {
            int column = Columns.first(open);
            int sum = holdings.sumOf(row, entries.stamp(column));
            if (sum != GONE) {
                holdings.add(row * sizes + first + column, sum + first + column, hot, -bytes);
            }
        }
    }

    /** Lets entries of a slot take so many bytes more. */
    private void resize(int slot, int row, int first, long columns, double bytes) {
        if (isInLargest(first, columns)) {
            holdings.resized(row, keys.isHot(slot), bytes);
        }
        leave(slot, row, first, columns, -bytes);
        contents.evict(row, first, columns & holdings.overfull(row * sizes + first, sizes - first));
    }

    /**
     * In which of some columns an entry that was evicted would have expired meanwhile: entries are pushed out after as long a
     * time without use as the present mark has had, more or less. One that was not evicted is so if it has not been used for its
     * TTL.
     */
    private long unusedForTtl(int row, int cell, long columns, int left) {
        if (columns == 0 || !rows.expires(row)) {
            return 0;
        }
        return columns & marks.unusedSince(rows.tick() - rows.ttlTicks[row], cell, left);
    }

    /** Whether some columns of a part of a row are the largest cache's, too. */
    private boolean isInLargest(int first, long columns) {
        int last = sizes - 1 - first;
        return last < Columns.MOST && (columns >>> last & 1) != 0;
    }

    /** Writes a slot's entry in some columns of a part of a row. */
    private void write(int slot, int row, int first, long columns, Account account) {
        if (isInLargest(first, columns)) {
            account.wrote(row, keys.size(slot));
        }
        entries.write(columns, stampOfNow(slot, row));
        contents.put(slot, row, first, columns, holdings.sumOf(row, rows.stamp[row]));
    }

    @Override
    public void readAgain(int slot, long times, Account account) {
        int fits = capacities.firstFit(keys.size(slot));
        for (int row = 0; row < rows.count && fits < sizes && !counts.areCounted(); row++) {
            account.hitsFrom(row * sizes + fits, times);
        }
    }

    @Override
    public boolean holds(int slot, int row, int column) {
        return contents.sumOf(slot, row, column) != GONE;
    }

    @Override
    public void turn(int slot, byte heat) {
        contents.turn(slot, heat);
    }

    @Override
    public void takeOut(int slot) {
        if (!keys.order.isTakenOut(keys.place(slot))) {
            contents.takeOut(slot);
        }
    }

    @Override
    public void leave(int slot) {
        contents.leave(slot);
    }

    @Override
    public void unfold(int slot) {
        times.unfold(slot);
    }

    @Override
    public boolean isUniform(int slot) {
        return times.isUniform(slot);
    }

    @Override
    public void adopt(int slot, int model) {
        if (model != NONE) {
            times.imitate(slot, model);
        }
        contents.adopt(slot);
    }

    @Override
    public void makeRoom() {
        contents.makeRoom();
    }
}
