package dev.lumen.core.profile;

import static dev.lumen.core.profile.Holdings.GONE;
import static dev.lumen.core.profile.TrackedKeys.NONE;
import static dev.lumen.core.profile.TtlRows.LIVE;
import static dev.lumen.core.profile.TtlRows.STAMPS;

/**
 * The caches of the margins of a grid that has a row that never expires and a column without a limit: one for each TTL, in which
 * nothing is evicted, and one for each capacity, in which nothing expires.
 *
 * <p>So there is little to do. Of a key, a cache with a TTL has to know when it wrote it: a byte, of which a block has one for each
 * TTL, looked at for all of them at once. A cache with a capacity has to know what it has evicted, which is the old end of the order
 * of use that all share: a mark in it ({@link Marks}). A last byte of a block is the content that was written where nothing is ever
 * missed; contents that smaller caches hold are not known. Not thread-safe.
 */
final class MarginCaches implements Caches {
    private final TrackedKeys keys;
    private final UseOrder order;
    private final TtlRows rows;
    private final Cells cells;
    private final Capacities capacities;
    private final Tally tally;
    private final Holdings holdings;
    private final Marks marks;
    private final RoomError roomError;
    /** The row of the capacities, and how many rows come before it. */
    private final int last;
    /** Its sum, by what has to be added to a column's number. */
    private final int lastSum;

    private final int sizes;
    private double scale = 1;

    MarginCaches(Capacities capacities, Cells cells, TrackedKeys keys, TtlRows rows, Tally tally) {
        this.keys = keys;
        this.rows = rows;
        this.cells = cells;
        this.capacities = capacities;
        this.tally = tally;
        order = keys.order;
        holdings = new Holdings(rows, cells, capacities);
        marks = new Marks(keys, cells);
        roomError = new RoomError(keys, cells, capacities, marks);
        last = cells.rows - 1;
        lastSum = holdings.sumOf(last, 0);
        sizes = cells.sizes;
    }

    /** What a block takes. */
    static int blockBytes(Cells cells) {
        return cells.rows;
    }

    @Override
    public Holdings holdings() {
        return holdings;
    }

    @Override
    public RoomError roomError() {
        return roomError;
    }

    @Override
    public void scale(double scale) {
        this.scale = scale;
        holdings.scale(scale);
        roomError.scale(scale);
    }

    @Override
    public void enter(int slot) {
        boolean hot = keys.isHot(slot);
        float size = keys.size(slot);
        for (int row = 0; row < last; row++) {
            write(row, hot, size);
        }
        store(slot, capacities.firstFit(size));
    }

    /** Adds an entry that is written now to what the cache of a TTL holds. */
    private void write(int row, boolean hot, float size) {
        holdings.add(row, holdings.sumOf(row, rows.stamp[row]) + sizes - 1, hot, size);
    }

    /** Stores an entry in the caches with a capacity, from the first that it fits into. */
    private void store(int slot, int fits) {
        for (int first = 0; first < sizes; first += Columns.MOST) {
            put(slot, first, Columns.from(fits - first, sizes - first));
        }
    }

    /** Stores an entry in some caches with a capacity. */
    private void put(int slot, int first, long columns) {
        evict(first, holdings.put(cells.at(last, first), columns, lastSum + first, keys.isHot(slot), keys.size(slot)));
    }

    @Override
    public void read(int slot, float size, boolean changed, Tally.Account account) {
        int base = keys.writesOf(slot);
        int before = keys.place(slot);
        int idle = rows.tick() - keys.accessed(slot);
        float sizeBefore = keys.size(slot);
        if (changed) {
            tellApart(slot, base);
        }
        if (!keys.isHot(slot)) {
            roomError.used(slot);
        }
        keys.touch(slot);
        keys.accessed(slot, rows.tick());
        keys.size(slot, size);
        if (order.isTakenOut(keys.place(slot))) {
            order.takenOut(keys.place(slot), false);
            readTakenOut(slot, base, idle, before, sizeBefore, account);
            return;
        }
        readTtls(slot, base, idle, sizeBefore, account);
        readCapacities(slot, before, sizeBefore, account);
        if (keys.writes[base + last] != keys.changes[slot]) {
            account.staleFrom(cells.at(last, sizes - 1));
        }
    }

    /** In which caches with a TTL an entry is there that was last read so many ticks ago, a bit each, of a part of them. */
    private long alive(int base, int idle, int first) {
        long alive = 0;
        for (int i = 0; i < Columns.inPart(last - first); i++) {
            int row = first + i;
            int age = rows.stamp[row] - (keys.writes[base + row] & 0xff);
            age += STAMPS & (age >> (Integer.SIZE - 1));
            alive |= Columns.ifNegative((age - LIVE) & (idle - rows.ttlTicks[row]), i);
        }
        return alive;
    }

    private void readTtls(int slot, int base, int idle, float sizeBefore, Tally.Account account) {
        float size = keys.size(slot);
        boolean hot = keys.isHot(slot);
        for (int first = 0; first < last; first += Columns.MOST) {
            long hits = alive(base, idle, first);
            account.hitsEach(first, hits);
            countStale(slot, base, first, hits, account);
            if (size != sizeBefore) {
                resize(slot, base, first, hits, size - (double) sizeBefore);
            }
            long misses = Columns.from(0, last - first) & ~hits;
            account.expiredEach(first, misses);
            for (long open = misses; open != 0; open = Columns.rest(open)) {
                int row = first + Columns.first(open);
                leave(base, row, idle, hot, sizeBefore);
                keys.writes[base + row] = (byte) rows.stamp[row];
                write(row, hot, size);
            }
        }
    }

    /** Counts as stale those hits whose entry was written before the content changed. */
    private void countStale(int slot, int base, int first, long hits, Tally.Account account) {
        int unchanged = rows.tick() - keys.changed(slot);
        if (last == 0 || unchanged >= rows.ttlTicks[last - 1]) {
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

    /** Takes an entry out of what the cache of a TTL holds, where it still counts as held. */
    private void leave(int base, int row, int idle, boolean hot, double bytes) {
        int sum = writtenSum(base, row, idle);
        if (sum != GONE) {
            holdings.add(row, sum + sizes - 1, hot, -bytes);
        }
    }

    /** The sum that an entry of a cache with a TTL is in, which was last read so many ticks ago, or {@link Holdings#GONE}. */
    private int writtenSum(int base, int row, int idle) {
        if (idle >= rows.traceableTicks[row]) {
            return GONE;
        }
        return holdings.sumOf(row, keys.writes[base + row] & 0xff);
    }

    /** Lets entries of a slot take so many bytes more. */
    private void resize(int slot, int base, int first, long held, double bytes) {
        for (long open = held; open != 0; open = Columns.rest(open)) {
            leave(base, first + Columns.first(open), 0, keys.isHot(slot), -bytes);
        }
    }

    private void readCapacities(int slot, int before, float sizeBefore, Tally.Account account) {
        float size = keys.size(slot);
        int fits = capacities.firstFit(size);
        int fitted = size == sizeBefore ? fits : capacities.firstFit(sizeBefore);
        for (int first = 0; first < sizes; first += Columns.MOST) {
            int left = sizes - first;
            int cell = cells.at(last, first);
            long hits = Columns.from(fitted - first, left) & ~marks.evicted(last, cell, left, before);
            account.hits(cell, hits, left);
            long fitting = Columns.from(fits - first, left);
            if (size == sizeBefore) {
                put(slot, first, fitting & ~hits);
            } else {
                boolean hot = keys.isHot(slot);
                holdings.put(cell, hits, lastSum + first, hot, -sizeBefore);
                put(slot, first, fitting);
            }
        }
    }

    /** Reads a slot whose entries were taken out on purpose: a miss everywhere, which only some would have been anyhow. */
    private void readTakenOut(int slot, int base, int idle, int before, float sizeBefore, Tally.Account account) {
        float size = keys.size(slot);
        boolean hot = keys.isHot(slot);
        for (int first = 0; first < last; first += Columns.MOST) {
            long alive = alive(base, idle, first);
            account.invalidatedEach(first, alive);
            account.expiredEach(first, Columns.from(0, last - first) & ~alive);
        }
        for (int row = 0; row < last; row++) {
            keys.writes[base + row] = (byte) rows.stamp[row];
            write(row, hot, size);
        }
        keys.writes[base + last] = keys.changes[slot];
        int fitted = capacities.firstFit(sizeBefore);
        for (int first = 0; first < sizes; first += Columns.MOST) {
            int left = sizes - first;
            int cell = cells.at(last, first);
            account.invalidated(
                    cell, Columns.from(fitted - first, left) & ~marks.evicted(last, cell, left, before), left);
        }
        store(slot, capacities.firstFit(size));
    }

    /** Dates what was written earlier in this bucket back by one, so that it shows as older than the change. */
    private void tellApart(int slot, int base) {
        for (int row = 0; row < last; row++) {
            byte stamp = (byte) rows.stamp[row];
            if (keys.writes[base + row] == stamp && rows.bucketsSince(row, keys.accessed(slot)) <= 1) {
                int sum = order.isTakenOut(keys.place(slot)) ? GONE : holdings.sumOf(row, stamp & 0xff);
                byte before = (byte) rows.stampOf(row, 1);
                keys.writes[base + row] = before;
                if (sum != GONE) {
                    boolean hot = keys.isHot(slot);
                    holdings.add(row, sum + sizes - 1, hot, -keys.size(slot));
                    holdings.add(row, holdings.sumOf(row, before & 0xff) + sizes - 1, hot, keys.size(slot));
                }
            }
        }
    }

    @Override
    public void readAgain(int slot, long times, Tally.Account account) {
        for (int row = 0; row < last; row++) {
            account.hitsFrom(row, times);
        }
        int fits = capacities.firstFit(keys.size(slot));
        account.hitsFrom(cells.at(last, fits), times);
    }

    @Override
    public void unfold(int slot) {
        int base = keys.writesOf(slot);
        for (int row = 0; row < last; row++) {
            int age = rows.bucketsSince(row, keys.accessed(slot)) % STAMPS;
            keys.writes[base + row] = (byte) rows.stampOf(row, age);
        }
        keys.writes[base + last] = keys.changes[slot];
    }

    @Override
    public boolean isUniform(int slot) {
        return false;
    }

    @Override
    public void turn(int slot, byte heat) {
        if (!keys.isHot(slot)) {
            roomError.used(slot);
        }
        add(slot, -keys.size(slot));
        keys.heat(slot, heat);
        add(slot, keys.size(slot));
    }

    @Override
    public void adopt(int slot, int model) {
        if (model != NONE) {
            imitate(slot, model);
        }
        add(slot, keys.size(slot));
        makeRoom();
    }

    /** Takes over the times of another slot that was read just now, as far as they say something. */
    private void imitate(int slot, int model) {
        int base = keys.writesOf(slot);
        int modelBase = keys.writesOf(model);
        int idle = rows.tick() - keys.accessed(model);
        for (int row = 0; row < last; row++) {
            if (idle < rows.ttlTicks[row]) {
                int age = modelBase == NONE
                        ? rows.bucketsSince(row, keys.accessed(model))
                        : rows.age(row, keys.writes[modelBase + row] & 0xff);
                keys.writes[base + row] = (byte) rows.stampOf(row, age);
            }
        }
        keys.changed(slot, keys.changed(model));
    }

    @Override
    public void takeOut(int slot) {
        if (order.isTakenOut(keys.place(slot))) {
            return;
        }
        if (!keys.isHot(slot)) {
            roomError.used(slot);
        }
        add(slot, -keys.size(slot));
        order.takenOut(keys.place(slot), true);
    }

    @Override
    public void leave(int slot) {
        add(slot, -keys.size(slot));
    }

    /** The sum that what the cache of a TTL holds of a place is in, or {@link Holdings#GONE}. */
    private int sumOf(int place, int row) {
        int base = order.block(place);
        return base == NONE
                ? holdings.sumAt(row, order.accessed(place))
                : writtenSum(base, row, rows.tick() - order.accessed(place));
    }

    /** Adds bytes to what each cache holds of a slot. */
    private void add(int slot, float bytes) {
        int place = keys.place(slot);
        if (order.isTakenOut(place)) {
            return;
        }
        boolean hot = keys.isHot(slot);
        for (int row = 0; row < last; row++) {
            int sum = sumOf(place, row);
            if (sum != GONE) {
                holdings.add(row, sum + sizes - 1, hot, bytes);
            }
        }
        int fits = capacities.firstFit(order.size(place));
        for (int first = 0; first < sizes; first += Columns.MOST) {
            int left = sizes - first;
            int cell = cells.at(last, first);
            long kept = Columns.from(fits - first, left) & ~marks.evicted(last, cell, left, place);
            holdings.put(cell, kept, lastSum + first, hot, bytes);
        }
    }

    @Override
    public boolean holds(int slot, int row, int column) {
        int place = keys.place(slot);
        if (order.isTakenOut(place)) {
            return false;
        }
        if (row == last) {
            return place >= marks.of(cells.at(row, column)) && order.size(place) <= capacities.bytes(column);
        }
        return sumOf(place, row) != GONE;
    }

    @Override
    public void makeRoom() {
        for (int first = 0; first < sizes; first += Columns.MOST) {
            evict(first, holdings.overfull(cells.at(last, first), sizes - first));
        }
    }

    /** Evicts what no longer fits from some caches with a capacity. */
    private void evict(int first, long columns) {
        for (long open = columns; open != 0; open = Columns.rest(open)) {
            evict(first + Columns.first(open));
        }
    }

    /** Evicts from a cache that holds too much, oldest first; never the newest, which was stored because it fits. */
    private void evict(int column) {
        int cell = cells.at(last, column);
        double capacity = capacities.bytes(column);
        double least = holdings.least(cell, capacity);
        int place = marks.of(cell);
        int newest = order.end() - 1;
        double held = holdings.held(cell);
        double evicted = 0;
        double heaviest = 0;
        while (held > least && place < newest) {
            float size = order.size(place);
            if (order.isHeld(place) && size <= capacity) {
                boolean hot = order.isHot(place);
                double weight = hot ? 1 : scale;
                double weighted = size * weight;
                double left = held - weighted;
                heaviest = weighted > heaviest ? weighted : heaviest;
                if (left + size <= least) {
                    break;
                }
                held = left;
                holdings.evict(lastSum + column, hot, size);
                evicted += weight;
                if (!hot) {
                    roomError.evicted(order.slot(place), column);
                }
            }
            place++;
        }
        tally.evictions[cell] += evicted;
        holdings.evicted(cell, held, capacity, scale > 1 ? heaviest : capacity);
        marks.set(last, cell, place);
    }

    @Override
    public void closeUp() {
        marks.closeUp();
    }

    @Override
    public void restartTicks(long shift) {
        keys.restartTicks(shift);
        marks.restartTicks(shift);
    }
}
