package dev.lumen.core.profile;

/**
 * The room that each group of the sample takes in each cache of the last row, as if nothing expired there. A key is in a run of columns, mostly,
 * so its bytes are added where the run begins and taken off where it ends, as hits are in an {@link Account}. Kept only from
 * {@link #begin} on. Not thread-safe.
 */
final class GroupRoom {
    private final TrackedKeys keys;
    private final UseOrder order;
    private final Marks marks;
    private final Capacities capacities;
    /** The last row, and its first cell. */
    private final int row;

    private final int firstCell;
    private final int sizes;
    /** Bytes of each group in a column more than in the one before, columns outer. */
    private final double[] held;

    private boolean isKept;

    GroupRoom(TrackedKeys keys, Cells cells, Capacities capacities, Marks marks, int columns) {
        this.keys = keys;
        this.marks = marks;
        this.capacities = capacities;
        order = keys.order;
        row = cells.rows - 1;
        firstCell = cells.first(row);
        sizes = cells.sizes;
        held = new double[columns * Tally.GROUPS];
    }

    /** Begins with the keys that are followed. */
    void begin() {
        isKept = true;
        for (int place = order.firstFrom(0); place < order.end(); place = order.firstFrom(place + 1)) {
            enters(order.slot(place));
        }
    }

    /** Adds what a slot takes where it was not evicted. */
    void enters(int slot) {
        add(slot, 1);
    }

    /** Takes it off again, before the slot changes its kind, or leaves. */
    void leaves(int slot) {
        add(slot, -1);
    }

    private void add(int slot, int sign) {
        int place = keys.place(slot);
        if (isKept && !keys.isHot(slot) && !order.isTakenOut(place)) {
            int fits = capacities.firstFit(keys.size(slot));
            for (int first = 0; first < sizes; first += Columns.MOST) {
                add(place, first, fitting(fits, first) & ~evictedBefore(place, first), sign * keys.size(slot));
            }
        }
    }

    /** Takes in that a slot was read which until then had another place, and so many bytes, and had not been taken out. */
    void read(int slot, int before, float sizeBefore) {
        if (!isKept || keys.isHot(slot)) {
            return;
        }
        int place = keys.place(slot);
        int fits = capacities.firstFit(sizeBefore);
        boolean isAsLarge = keys.size(slot) == sizeBefore;
        for (int first = 0; first < sizes; first += Columns.MOST) {
            long fitting = fitting(fits, first);
            long evicted = evictedBefore(before, first);
            add(place, first, fitting & (isAsLarge ? evicted : ~evicted), isAsLarge ? sizeBefore : -sizeBefore);
        }
        if (!isAsLarge) {
            enters(slot);
        }
    }

    private long fitting(int fits, int first) {
        return Columns.from(fits - first, sizes - first);
    }

    /** In which columns of a part of the last row what is at a place was evicted. */
    private long evictedBefore(int place, int first) {
        return marks.evicted(row, firstCell + first, sizes - first, place);
    }

    /** Adds bytes of the group of what is at a place to some columns of a part of the last row. */
    private void add(int place, int first, long columns, float bytes) {
        if (columns != 0) {
            int at = first * Tally.GROUPS + order.group(place);
            double change = bytes;
            for (long open = Columns.edges(columns, sizes - first); open != 0; open = Columns.rest(open)) {
                held[at + Columns.first(open) * Tally.GROUPS] += change;
                change = -change;
            }
        }
    }

    /** Takes off what is at a place that the mark of a column of the last row is about to pass. */
    void evicted(int place, int column) {
        if (isKept && !order.isHot(place)) {
            int at = column * Tally.GROUPS + order.group(place);
            held[at] -= order.size(place);
            if (column + 1 < sizes) {
                held[at + Tally.GROUPS] += order.size(place);
            }
        }
    }

    /** Adds to a sum for each group what it takes in a column more than in the one before. */
    void addStep(int column, double[] sums) {
        for (int g = 0; g < Tally.GROUPS; g++) {
            sums[g] += held[column * Tally.GROUPS + g];
        }
    }
}
