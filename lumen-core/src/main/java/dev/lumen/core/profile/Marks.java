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

    /** In which columns of a part of a row that begins at a cell the entry at a place was evicted. */
    long evicted(int row, int cell, int left, int place) {
        if (!passed(row, place)) {
            return 0;
        }
        long evicted = 0;
        for (int column = 0; column < Columns.inPart(left); column++) {
            evicted |= Columns.ifNegative(place - mark[cell + column], column);
        }
        return evicted;
    }

    /**
     * Those of some columns in which nothing is held that was used after a tick, to judge by the mark: what is at its place may
     * have been used again since, which hardly makes a difference. None where all is evicted.
     */
    long unusedSince(int tick, int cell, long columns) {
        long unused = 0;
        for (long open = columns; open != 0; open = Columns.rest(open)) {
            int column = Columns.first(open);
            int place = mark[cell + column];
            if (place < order.end() && order.accessed(place) <= tick) {
                unused |= 1L << column;
            }
        }
        return unused;
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
