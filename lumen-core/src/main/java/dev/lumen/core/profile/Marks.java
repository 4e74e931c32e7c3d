package dev.lumen.core.profile;

import static dev.lumen.core.profile.TrackedKeys.NONE;

import java.util.Arrays;

/**
 * How far each cell's cache has evicted: its mark is the first place in the order of use whose entry it has not. What is there
 * may have been used again since, or be gone. Not thread-safe.
 */
final class Marks {
    /** What the arrays take for a cell. */
    static final int CELL_BYTES = Integer.BYTES;

    private final TrackedKeys keys;
    private final UseOrder order;
    private final int sizes;
    private final int[] mark;
    /** The most recent mark that a row has had: what is newer has been evicted in none of its cells. */
    private final int[] newest;

    Marks(TrackedKeys keys, int rows, int sizes) {
        this.keys = keys;
        this.order = keys.order;
        this.sizes = sizes;
        mark = new int[rows * sizes];
        newest = new int[rows];
    }

    /** The place in the order that whatever comes before is evicted from a cell. */
    int of(int cell) {
        return mark[cell];
    }

    /** Whether some cell of a row has evicted what has this place in the order. */
    boolean passed(int row, int place) {
        return newest[row] > place;
    }

    void set(int cell, int place) {
        mark[cell] = place;
        int row = cell / sizes;
        newest[row] = Math.max(newest[row], place);
    }

    /** Ticks since the least recently used entry that a cell has not evicted was used; 0 where it has evicted all. */
    int idle(int cell, int tick) {
        int first = order.firstFrom(mark[cell]);
        set(cell, first);
        return first == order.end() ? 0 : tick - order.accessed(first);
    }

    /** Closes up the empty places of the order. */
    void closeUp() {
        for (int cell = 0; cell < mark.length; cell++) {
            int first = order.firstFrom(mark[cell]);
            mark[cell] = first == order.end() ? NONE : order.slot(first);
        }
        keys.closeUp();
        Arrays.fill(newest, 0);
        for (int cell = 0; cell < mark.length; cell++) {
            set(cell, mark[cell] == NONE ? order.end() : keys.place(mark[cell]));
        }
    }
}
