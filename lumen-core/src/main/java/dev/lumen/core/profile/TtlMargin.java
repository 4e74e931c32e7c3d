package dev.lumen.core.profile;

import static dev.lumen.core.profile.Holdings.GONE;
import static dev.lumen.core.profile.TrackedKeys.NONE;
import static dev.lumen.core.profile.TtlRows.LIVE;
import static dev.lumen.core.profile.TtlRows.STAMPS;

/**
 * A cache without a limit for each TTL of a grid, and one that never expires anything: nothing is ever evicted. Of a key, each has
 * to know when it wrote it: a byte of its block, looked at for all TTLs at once. The last one hits always, and its byte is
 * the content that it wrote.
 *
 * <p>Their cells are numbered by their rows; that of the last one is told. Not thread-safe.
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
    /** The cell of what neither expires nor has a limit. */
    private final int lastCell;

    TtlMargin(TrackedKeys keys, TtlRows rows, Cells cells, Holdings holdings) {
        this.keys = keys;
        this.rows = rows;
        this.holdings = holdings;
        order = keys.order;
        ttls = cells.rows - 1;
        column = cells.sizes - 1;
        lastCell = cells.at(ttls, column);
    }

    /** What a block takes. */
    static int blockBytes(Cells cells) {
        return cells.rows;
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
            long hits = alive(base, idle, first);
            account.hitsEach(first, hits);
            countStale(slot, base, first, hits, account);
            if (size != sizeBefore) {
                resize(base, first, hits, hot, size - (double) sizeBefore);
            }
            long misses = Columns.from(0, ttls - first) & ~hits;
            account.expiredEach(first, misses);
            for (long open = misses; open != 0; open = Columns.rest(open)) {
                int row = first + Columns.first(open);
                leave(base, row, idle, hot, sizeBefore);
                keys.writes[base + row] = (byte) rows.stamp[row];
                write(row, hot, size);
            }
        }
        if (keys.writes[base + ttls] != keys.changes[slot]) {
            account.staleFrom(lastCell);
        }
    }

    /** In which caches of a part of them an entry is there that was last read so many ticks ago, a bit each. */
    private long alive(int base, int idle, int first) {
        long alive = 0;
        for (int i = 0; i < Columns.inPart(ttls - first); i++) {
            int row = first + i;
            int age = rows.stamp[row] - (keys.writes[base + row] & 0xff);
            age += STAMPS & (age >> (Integer.SIZE - 1));
            alive |= Columns.ifNegative((age - LIVE) & (idle - rows.ttlTicks[row]), i);
        }
        return alive;
    }

    /** Counts as stale those hits whose entry was written before the content changed. */
    private void countStale(int slot, int base, int first, long hits, Account account) {
        int unchanged = rows.tick() - keys.changed(slot);
        if (unchanged >= rows.ttlTicks[ttls - 1]) {
            return;
        }
        for (long open = hits; open != 0; open = Columns.rest(open)) {
            int row = first + Columns.first(open);
            if (unchanged < rows.ttlTicks[row]
                    && rows.age(row, keys.writes[base + row] & 0xff) > rows.bucketsSince(row, keys.changed(slot))) {
                account.staleFrom(row);
            }
        }
    }

    /** Lets entries that are held take so many bytes more. */
    private void resize(int base, int first, long held, boolean hot, double bytes) {
        for (long open = held; open != 0; open = Columns.rest(open)) {
            leave(base, first + Columns.first(open), 0, hot, -bytes);
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
        keys.writes[base + ttls] = keys.changes[slot];
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

    /** Reads a key as many times again as it was read just now. */
    void readAgain(long times, Account account) {
        for (int row = 0; row < ttls; row++) {
            account.hitsFrom(row, times);
        }
    }

    /** Writes down for a slot that just got a block what was true without one. */
    void unfold(int slot) {
        int base = keys.writesOf(slot);
        for (int row = 0; row < ttls; row++) {
            int age = rows.bucketsSince(row, keys.accessed(slot)) % STAMPS;
            keys.writes[base + row] = (byte) rows.stampOf(row, age);
        }
        keys.writes[base + ttls] = keys.changes[slot];
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
        for (int row = 0; row <= ttls; row++) {
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
