package dev.lumen.core.profile;

import java.util.Arrays;

/**
 * Which cells of a grid are played through: in each row the capacities from one on. They are numbered from 0, row by row.
 *
 * <p>Immutable.
 */
final class Cells {
    /** Rows of the grid, each a TTL. */
    final int rows;
    /** Columns of the grid, each a capacity. */
    final int sizes;
    /** How many cells there are. */
    final int count;

    private final int[] from;
    private final int[] first;

    private Cells(int rows, int sizes, int firstOfShortRows) {
        this.rows = rows;
        this.sizes = sizes;
        from = new int[rows];
        first = new int[rows];
        int cells = 0;
        for (int row = 0; row < rows; row++) {
            from[row] = row < rows - 1 ? firstOfShortRows : 0;
            first[row] = cells;
            cells += sizes - from[row];
        }
        count = cells;
    }

    /** All cells of a grid. */
    static Cells all(ProfileGrid grid) {
        return new Cells(grid.ttls().size(), grid.sizes().size(), 0);
    }

    /** All cells of the grid that these are of. */
    Cells all() {
        return new Cells(rows, sizes, 0);
    }

    /** Every TTL with the last capacity, and every capacity with the last TTL, which are no limits. */
    static Cells margins(ProfileGrid grid) {
        return new Cells(grid.ttls().size(), grid.sizes().size(), grid.sizes().size() - 1);
    }

    /** The first column of a row. */
    int from(int row) {
        return from[row];
    }

    /** How many columns a row has. */
    int width(int row) {
        return sizes - from[row];
    }

    /** A row's first cell. */
    int first(int row) {
        return first[row];
    }

    /** The cell of a column that a row has. */
    int at(int row, int column) {
        return first[row] + column - from[row];
    }

    /** Whether these are all cells of the grid. */
    boolean areAll() {
        return count == rows * sizes;
    }

    /** The row of a cell, by a search. */
    int row(int cell) {
        int found = Arrays.binarySearch(first, cell);
        return found >= 0 ? found : -found - 2;
    }

    /** The column of a cell, by a search. */
    int column(int cell) {
        int row = row(cell);
        return from[row] + cell - first[row];
    }
}
