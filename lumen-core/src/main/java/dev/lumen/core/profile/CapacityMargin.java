package dev.lumen.core.profile;

import static dev.lumen.core.profile.TrackedKeys.NONE;

/**
 * A cache that never expires anything for each capacity of a grid, the last of which is no limit. Each has to know what it has
 * evicted: the old end of the order of use, up to its mark ({@link Marks}). Whatever fits and is newer is held, so all that has to be
 * known of a key is which of them stored it before its content changed: a bit each, in its block. Not thread-safe.
 */
final class CapacityMargin {
    private final TrackedKeys keys;
    private final UseOrder order;
    private final Cells cells;
    private final Capacities capacities;
    private final Tally tally;
    private final Holdings holdings;
    private final Marks marks;
    private final RoomError roomError;
    /** The row of these caches. */
    private final int row;
    /** Its only sum, by what has to be added to a column's number. */
    private final int sum;

    private final int sizes;
    /** Where its bytes of a block begin. */
    private final int outdatedAt;
    /** Which of them hit at the last read, a part of them after the other, a bit each. */
    final long[] hits;
    /** Those of them whose entry was out of date. */
    final long[] stale;

    private double scale = 1;

    CapacityMargin(
            TrackedKeys keys,
            Cells cells,
            Capacities capacities,
            Tally tally,
            Holdings holdings,
            Marks marks,
            RoomError roomError) {
        this.keys = keys;
        this.cells = cells;
        this.capacities = capacities;
        this.tally = tally;
        this.holdings = holdings;
        this.marks = marks;
        this.roomError = roomError;
        order = keys.order;
        row = cells.rows - 1;
        sum = holdings.sumOf(row, 0);
        sizes = cells.sizes;
        outdatedAt = TtlMargin.blockBytes(cells);
        hits = new long[Columns.parts(sizes)];
        stale = new long[hits.length];
    }

    /** What it takes of a block. */
    static int blockBytes(Cells cells) {
        return Columns.bytes(cells.sizes);
    }

    /** How many keys one of the sample stands for, 1 or more. */
    void scale(double scale) {
        this.scale = scale;
    }

    /** Stores a slot's entry in every cache that it fits into. */
    void store(int slot) {
        int fits = capacities.firstFit(keys.size(slot));
        for (int first = 0; first < sizes; first += Columns.MOST) {
            put(slot, first, Columns.from(fits - first, sizes - first));
        }
    }

    private void put(int slot, int first, long columns) {
        boolean hot = keys.isHot(slot);
        evict(first, holdings.put(cells.at(row, first), columns, sum + first, hot, keys.size(slot)));
    }

    /**
     * Reads a slot that is the most recent by now.
     *
     * @param before its place in the order until then
     * @param sizeBefore its bytes until then
     */
    void read(int slot, int before, float sizeBefore) {
        float size = keys.size(slot);
        int fits = capacities.firstFit(size);
        int fitted = size == sizeBefore ? fits : capacities.firstFit(sizeBefore);
        for (int first = 0; first < sizes; first += Columns.MOST) {
            int left = sizes - first;
            long held = held(before, fitted, first);
            hits[first / Columns.MOST] = held;
            stale[first / Columns.MOST] = renew(slot, first, held);
            long stored = Columns.from(fits - first, left);
            if (size == sizeBefore) {
                stored &= ~held;
            } else {
                holdings.put(cells.at(row, first), held, sum + first, keys.isHot(slot), -sizeBefore);
            }
            put(slot, first, stored);
        }
    }

    /** Of a part of them, which hold an entry that is out of date; all others store it anew. */
    private long renew(int slot, int first, long held) {
        long outdated = outdated(slot, first);
        if ((outdated & ~held) != 0) {
            outdated(slot, first, outdated & held);
        }
        return outdated & held;
    }

    private long outdated(int slot, int first) {
        int columns = Columns.inPart(sizes - first);
        return Columns.read(keys.writes, outdatedOf(slot), first / Columns.MOST, columns);
    }

    private void outdated(int slot, int first, long columns) {
        int width = Columns.inPart(sizes - first);
        Columns.write(keys.writes, outdatedOf(slot), first / Columns.MOST, width, columns);
    }

    /** Where it is kept which entries of a slot are out of date. */
    private int outdatedOf(int slot) {
        return keys.writesOf(slot) + outdatedAt;
    }

    /** All entries of a slot are out of date from now on. */
    void outdate(int slot) {
        for (int first = 0; first < sizes; first += Columns.MOST) {
            outdated(slot, first, Columns.from(0, sizes - first));
        }
    }

    /** None of them is. */
    void update(int slot) {
        for (int first = 0; first < sizes; first += Columns.MOST) {
            outdated(slot, first, 0);
        }
    }

    /** As many entries of a slot are out of date as of another one. */
    void imitate(int slot, int model) {
        for (int first = 0; keys.writesOf(model) != NONE && first < sizes; first += Columns.MOST) {
            outdated(slot, first, outdated(model, first));
        }
    }

    /** Writes down for a slot that just got a block what a block of all cells says of the same key, whose content has changed so often. */
    void takeOver(int slot, TrackedKeys all, int block, Cells allCells, byte changes) {
        for (int first = 0; first < sizes; first += Columns.MOST) {
            long columns = 0;
            for (int column = 0; column < Columns.inPart(sizes - first); column++) {
                byte written = all.writes[WriteTimes.at(allCells, block, allCells.at(row, first + column))];
                columns |= written == changes ? 0 : 1L << column;
            }
            outdated(slot, first, columns);
        }
    }

    /** Which caches of a part of them hold what is at a place of the order and fits into them from one on. */
    private long held(int place, int fits, int first) {
        int left = sizes - first;
        return Columns.from(fits - first, left) & ~marks.evicted(row, cells.at(row, first), left, place);
    }

    /** Reads a slot whose entries were taken out on purpose: a miss everywhere, which only some would have been anyhow. */
    void readTakenOut(int slot, int before, float sizeBefore, Account account) {
        int fitted = capacities.firstFit(sizeBefore);
        for (int first = 0; first < sizes; first += Columns.MOST) {
            account.invalidated(cells.at(row, first), held(before, fitted, first), sizes - first);
        }
        update(slot);
        store(slot);
    }

    /** The first cache that a slot's entry fits into. */
    int firstFit(int slot) {
        return capacities.firstFit(keys.size(slot));
    }

    /** Adds bytes to what each cache holds of what is at a place of the order. */
    void add(int place, boolean hot, float bytes) {
        int fits = capacities.firstFit(order.size(place));
        for (int first = 0; first < sizes; first += Columns.MOST) {
            holdings.put(cells.at(row, first), held(place, fits, first), sum + first, hot, bytes);
        }
    }

    /** Counts anew what each cache holds: entries that have outgrown it since they were stored are not held here. */
    void recount() {
        for (int column = 0; column < sizes; column++) {
            double bytes = 0;
            for (int place = order.firstFrom(0); place < order.end(); place = order.firstFrom(place + 1)) {
                bytes += order.isHeld(place) && holds(place, column) ? order.size(place) : 0;
            }
            holdings.refill(cells.at(row, column), sum + column, bytes);
        }
    }

    /** Whether a cache holds what is at a place of the order, unless it was taken out on purpose. */
    boolean holds(int place, int column) {
        return place >= marks.of(cells.at(row, column)) && order.size(place) <= capacities.bytes(column);
    }

    /** Evicts everywhere what no longer fits. */
    void makeRoom() {
        for (int first = 0; first < sizes; first += Columns.MOST) {
            evict(first, holdings.overfull(cells.at(row, first), sizes - first));
        }
    }

    private void evict(int first, long columns) {
        for (long open = columns; open != 0; open = Columns.rest(open)) {
            evict(first + Columns.first(open));
        }
    }

    /** Evicts from a cache that holds too much, oldest first; never the newest, which was stored because it fits. */
    private void evict(int column) {
        int cell = cells.at(row, column);
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
                double left = held - size * weight;
                heaviest = Math.max(heaviest, size * weight);
                if (left + size <= least) {
                    break;
                }
                held = left;
                holdings.evict(sum + column, hot, size);
                roomError.groups.evicted(place, column);
                evicted += weight;
            }
            place++;
        }
        tally.evictions[cell] += evicted;
        roomError.passed(cell, place - marks.of(cell), holdings.held(cell) - held);
        holdings.evicted(cell, held, capacity, scale > 1 ? heaviest : capacity);
        marks.set(row, cell, place);
    }
}
