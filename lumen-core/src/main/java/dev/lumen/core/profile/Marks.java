package dev.lumen.core.profile;

import static dev.lumen.core.profile.TrackedKeys.NONE;

import java.util.Arrays;

/**
 * How far each cell's cache has evicted: its mark is the first place in the order of use whose entry it has not. What is there
 * may have been used again since, or be gone. Not thread-safe.
 */
final class Marks {
    /** What the arrays take for a cell. */
    static final int CELL_BYTES = 2 * Integer.BYTES;

    /** Later than any tick. */
    private static final int NEVER = 2 * TtlRows.FAR - 1;

    private final TrackedKeys keys;
    private final UseOrder order;
    private final Cells cells;
    private final int[] mark;
    /** The tick at which what is at a mark was last used, before any where nothing was evicted. */
    private final int[] used;
    /** The most recent mark that a row has had: what is newer has been evicted in none of its cells. */
    private final int[] newest;

    Marks(TrackedKeys keys, Cells cells) {
        this.keys = keys;
        this.order = keys.order;
        this.cells = cells;
        mark = new int[cells.count];
        used = new int[cells.count];
        newest = new int[cells.rows];
        Arrays.fill(used, -TtlRows.FAR);
    }

    /** The place in the order that whatever comes before is evicted from a cell. */
    int of(int cell) {
        return mark[cell];
    }

    /** Whether some cell of a row has evicted what has this place in the order. */
    boolean passed(int row, int place) {
        return newest[row] > place;
    }

    void set(int row, int cell, int place) {
        mark[cell] = place;
        used[cell] = place < order.end() ? order.accessed(place) : NEVER;
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
     * In which columns of a part of a row nothing was evicted that was used after a tick, to judge by the mark: what is at its
     * place may have been used again since, which hardly makes a difference.
     */
    long unusedSince(int tick, int cell, int left) {
        long unused = 0;
        for (int column = 0; column < Columns.inPart(left); column++) {
            unused |= Columns.ifNegative(used[cell + column] - tick - 1, column);
        }
        return unused;
    }

    /** Takes so many ticks off all that is written down, here and of the keys, and lets none be longer ago than {@link TtlRows#FAR}. */
    void restartTicks(long shift) {
        keys.restartTicks(shift);
        for (int cell = 0; cell < used.length; cell++) {
            used[cell] = (int) Math.max(-TtlRows.FAR, used[cell] - shift);
        }
    }

    /** Closes up the empty places of the order. */
    void closeUp() {
        for (int cell = 0; cell < mark.length; cell++) {
            int first = order.firstFrom(mark[cell]);
            mark[cell] = first == order.end() ? NONE : order.slot(first);
        }
        keys.closeUp();
        Arrays.fill(newest, 0);
        for (int row = 0; row < cells.rows; row++) {
            for (int cell = cells.first(row); cell < cells.first(row) + cells.width(row); cell++) {
                set(row, cell, mark[cell] == NONE ? order.end() : keys.place(mark[cell]));
            }
        }
    }
}
