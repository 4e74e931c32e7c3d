package dev.lumen.core.profile;

/**
 * A cache that never expires anything for each capacity of a grid, the last of which is no limit. Each has to know what it has
 * evicted: the old end of the order of use, up to its mark ({@link Marks}). Whatever fits and is newer is held, so nothing has to be
 * known of a key. Not thread-safe.
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
    void read(int slot, int before, float sizeBefore, Account account) {
        float size = keys.size(slot);
        int fits = capacities.firstFit(size);
        int fitted = size == sizeBefore ? fits : capacities.firstFit(sizeBefore);
        for (int first = 0; first < sizes; first += Columns.MOST) {
            int left = sizes - first;
            int cell = cells.at(row, first);
            long hits = held(before, fitted, first);
            account.hits(cell, hits, left);
            long stored = Columns.from(fits - first, left);
            if (size == sizeBefore) {
                stored &= ~hits;
            } else {
                holdings.put(cell, hits, sum + first, keys.isHot(slot), -sizeBefore);
            }
            put(slot, first, stored);
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
        store(slot);
    }

    /** Reads a key as many times again as it was read just now: it is a hit wherever its entry fits. */
    void readAgain(int slot, long times, Account account) {
        account.hitsFrom(cells.at(row, capacities.firstFit(keys.size(slot))), times);
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
                evicted += weight;
                if (!hot) {
                    roomError.evicted(order.slot(place), column);
                }
            }
            place++;
        }
        tally.evictions[cell] += evicted;
        holdings.evicted(cell, held, capacity, scale > 1 ? heaviest : capacity);
        marks.set(row, cell, place);
    }
}
