package dev.lumen.core.profile;

import static dev.lumen.core.profile.TrackedKeys.NONE;

import java.util.Arrays;

/**
 * How far each cell's cache has evicted: the least recently used slot that it has not, its mark. A cell whose every entry is
 * evicted has none; the next slot that is used becomes it. Not thread-safe.
 */
final class Marks {
    /** What the arrays take for a cell. */
    static final int CELL_BYTES = 2 * Integer.BYTES;

    private final TrackedKeys keys;
    private final int sizes;
    private final int[] mark;
    /** The mark's place in the order; later than all where there is no mark. */
    private final int[] sequence;
    /** The most recent mark that a row has had: what is newer has been evicted in none of its cells. */
    private final int[] newest;

    /** Cells without a mark. */
    private int missing;

    Marks(TrackedKeys keys, int rows, int sizes) {
        this.keys = keys;
        this.sizes = sizes;
        mark = new int[rows * sizes];
        sequence = new int[rows * sizes];
        newest = new int[rows];
        Arrays.fill(mark, NONE);
        Arrays.fill(sequence, Integer.MAX_VALUE);
        missing = mark.length;
    }

    /** A cell's mark, or {@link TrackedKeys#NONE}. */
    int of(int cell) {
        return mark[cell];
    }

    /** The place in the order that whatever comes before is evicted from a cell. */
    int sequence(int cell) {
        return sequence[cell];
    }

    /** Whether a cell of a row may have evicted what has this place in the order, or have it as its mark. */
    boolean mayReach(int row, int place) {
        return newest[row] >= place;
    }

    void set(int cell, int slot) {
        if ((mark[cell] == NONE) != (slot == NONE)) {
            missing += slot == NONE ? 1 : -1;
        }
        mark[cell] = slot;
        if (slot == NONE) {
            sequence[cell] = Integer.MAX_VALUE;
            return;
        }
        sequence[cell] = keys.sequence(slot);
        int row = cell / sizes;
        newest[row] = Math.max(newest[row], sequence[cell]);
    }

    /** Makes a key that was just added as the most recent the mark of all cells that have none. */
    void fill(int slot) {
        for (int cell = 0; missing > 0 && cell < mark.length; cell++) {
            if (mark[cell] == NONE) {
                set(cell, slot);
            }
        }
    }

    /**
     * Moves a cell's mark on from a slot that is used now; where everything was evicted, the slot becomes the mark.
     *
     * @param newer what was the next more recent slot until now, or {@link TrackedKeys#NONE}
     */
    void used(int cell, int slot, int newer) {
        if (mark[cell] == NONE) {
            set(cell, slot);
        } else if (mark[cell] == slot) {
            set(cell, newer == NONE ? slot : newer);
        }
    }

    /** Moves the marks on from a slot that is about to be removed. */
    void leave(int slot) {
        for (int cell = 0; cell < mark.length; cell++) {
            if (mark[cell] == slot) {
                set(cell, keys.newer(slot));
            }
        }
    }

    /** Takes over the order's new numbers. */
    void renumbered() {
        Arrays.fill(newest, 0);
        for (int cell = 0; cell < mark.length; cell++) {
            set(cell, mark[cell]);
        }
    }
}
