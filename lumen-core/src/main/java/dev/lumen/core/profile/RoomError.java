package dev.lumen.core.profile;

import java.util.Arrays;

/**
 * How wrong the sample is about the room that its keys take, and so about how long a cache keeps what nobody reads: the part
 * of a hit ratio's error that {@link Tally} cannot see, since there all groups of the sample share one cache. Where a small
 * step in capacity moves the hit ratio much, it is the larger part.
 *
 * <p>A cache in which the sample takes ΔW bytes more than the keys that it stands for behaves like one that is ΔW smaller,
 * so its hits are off by −ΔW · dh/dW (linearisation: Wolter, Introduction to Variance Estimation, chapter 6). Both change as time
 * goes by, and together: a loop over many keys is read again all at once, by the contents of that moment. So they are multiplied read by
 * read. Those that a few bytes decide are the ones of an entry just before a cache's mark, or just behind it; how many there are for each byte
 * that lies between them is dh/dW, and ΔW is, group by group, what the group's keys take at that read ({@link GroupRoom}).
 *
 * <p>Where it is differences from the margins that are counted, what a few bytes do to them is not told read by read: a read that hits in
 * a cell alone hangs on which entries were evicted, and when they were written anew, long before. There the bytes alone are told ({@link
 * #ofBytes}), and the caller knows what they do.
 *
 * <p>Nothing is done as long as every key is followed. Not thread-safe.
 */
final class RoomError {
    /** A read is a close one if no more than an eighth of the places of what is held lie between it and the mark. */
    private static final int CLOSE_BITS = 3;

    /** Few places were passed if no more than a 64th of all. */
    private static final int FEW_BITS = 6;

    /** Twice the standard error of the bytes of n keys, as a share of them, times √n, where sizes differ by twice their mean. */
    private static final double NEARLY_FULL = 4;

    /** What is left of the places passed before when the mark has gone through the whole order. */
    private static final double FADED = 0.5;

    /** What the arrays take for a column, but for those that are there once for each cell. */
    private static final int COLUMN_BYTES = (2 * Tally.GROUPS + 1) * Double.BYTES;

    /** What the groups take. */
    final GroupRoom groups;

    private final UseOrder order;
    private final Marks marks;
    private final Capacities capacities;
    private final Holdings holdings;
    private final Cells cells;
    /** Cells of the grid, whose reads are counted. */
    private final Cells counted;
    /** The first cell that is played of the first row whose close reads are counted. */
    private final int firstPlayed;
    /** The first cell of that row in which they are counted. */
    private final int firstCounted;

    private final int lastRow;
    private final int sizes;
    /** What each group took, times what a byte of the sample counts for, summed over close reads by what each counts for a byte. */
    private final double[] atCloseReads;
    /** What close reads count for a byte, a cell, from the first row on. */
    private final double[] closeReads;
    /** What one counts for a byte in the columns last found. */
    private final double[] density;
    /** Places that the mark of each cell has passed of late, from the first row on. */
    private final double[] places;
    /** Bytes that were evicted there. */
    private final double[] bytes;
    /** What each group takes in a column, while that is worked out. */
    private final double[] ofGroups = new double[Tally.GROUPS];
    /** The columns that were found close, from one on to before another. */
    private int closeFrom;

    private int closeTo;
    /** What a byte of the sample counts for in the error; 0 where every key is followed. */
    private double spread;

    /**
     * Nothing known.
     *
     * @param cells the cells that are played
     * @param counted the cells that hits are counted in
     * @param firstRow the first row whose close reads are counted: 0, or the last where {@link #ofBytes} alone is asked for
     */
    RoomError(
            TrackedKeys keys,
            Cells cells,
            Cells counted,
            Capacities capacities,
            Marks marks,
            Holdings holdings,
            int firstRow) {
        this.marks = marks;
        this.cells = cells;
        this.counted = counted;
        this.capacities = capacities;
        this.holdings = holdings;
        firstPlayed = cells.first(firstRow);
        firstCounted = counted.first(firstRow);
        order = keys.order;
        lastRow = cells.rows - 1;
        sizes = cells.sizes;
        groups = new GroupRoom(keys, cells, capacities, marks, sizes);
        atCloseReads = new double[sizes * Tally.GROUPS];
        density = new double[sizes];
        closeReads = new double[counted.count - firstCounted];
        places = new double[cells.count - firstPlayed];
        bytes = new double[places.length];
    }

    /** What the arrays take where close reads are counted from a row on. */
    static long bytes(Cells cells, int firstRow) {
        long played = (long) cells.count - cells.first(firstRow);
        long counted = (long) (cells.rows - firstRow) * cells.sizes;
        return (long) COLUMN_BYTES * cells.sizes + Double.BYTES * (2 * played + counted);
    }

    /** How many keys one of the sample stands for, 1 or more. */
    void scale(double scale) {
        boolean begins = spread == 0 && scale > 1;
        spread = Math.sqrt(scale * (scale - 1));
        if (begins) {
            groups.begin();
        }
    }

    /** Whether there is any. */
    boolean isCounted() {
        return spread > 0;
    }

    /** Takes in that the mark of a cell has passed so many places, and so many bytes, weighted, were evicted there. */
    void passed(int cell, int count, double evicted) {
        int at = cell - firstPlayed;
        if (spread > 0 && at >= 0) {
            double faded = places[at] + count > order.end() ? FADED : 1;
            places[at] = faded * (places[at] + count);
            bytes[at] = faded * (bytes[at] + evicted);
        }
    }

    /** The first column from one on that has not evicted what is at a place; larger ones have hardly ever, either. */
    private int firstKept(int firstCell, int place, int from) {
        int column = from;
        while (column < sizes && marks.of(firstCell + column) > place) {
            column++;
        }
        return column;
    }

    /**
     * Finds out in which columns of a row a read of what is at a place, and fits into them from one on, is a close one; returns whether
     * there are any.
     */
    boolean find(int row, int place, int fits) {
        int firstCell = cells.first(row);
        closeFrom = firstKept(firstCell, place, fits);
        closeTo = closeFrom;
        while (closeFrom > fits && isClose(firstCell, closeFrom - 1, place)) {
            closeFrom--;
        }
        while (closeTo < sizes && isClose(firstCell, closeTo, place)) {
            closeTo++;
        }
        return closeFrom < closeTo;
    }

    private boolean isClose(int firstCell, int column, int place) {
        int cell = firstCell + column;
        int mark = marks.of(cell);
        int close = (order.end() - mark) >> CLOSE_BITS;
        if (Math.abs(place - mark) > close || (mark == 0 && !isNearlyFull(cell, column))) {
            return false;
        }
        density[column] = 1 / ((1.0 + close + Math.min(mark, close)) * Math.max(1, bytesAPlace(cell)));
        return true;
    }

    /** Whether a cache that has evicted nothing might have, if the sample had other keys. */
    private boolean isNearlyFull(int cell, int column) {
        double held = holdings.held(cell);
        return held + NEARLY_FULL * held / Math.sqrt(order.end()) > capacities.bytes(column);
    }

    /** Weighted bytes that lie at a place near the mark; as far as few were passed, anywhere. */
    private double bytesAPlace(int cell) {
        double average = holdings.held(cell) / order.end();
        double few = Math.max(1, order.end() >> FEW_BITS);
        int at = cell - firstPlayed;
        return (bytes[at] + few * average) / (places[at] + few);
    }

    /**
     * Counts a read that does not miss in a row for its age, in the columns that were found close last, for so many accesses.
     */
    void count(int row, double weight) {
        int first = at(row, 0);
        for (int column = closeFrom; column < closeTo; column++) {
            closeReads[first + column] += weight * density[column];
        }
        if (row == lastRow) {
            countHeld(weight * spread);
        }
    }

    private void countHeld(double weight) {
        Arrays.fill(ofGroups, 0);
        for (int column = 0; column < closeTo; column++) {
            double times = column < closeFrom ? 0 : weight * density[column];
            groups.addStep(column, ofGroups);
            for (int g = 0; g < Tally.GROUPS; g++) {
                atCloseReads[column * Tally.GROUPS + g] += times * ofGroups[g];
            }
        }
    }

    /** Where a cell's close reads are. */
    private int at(int row, int column) {
        return counted.at(row, column) - firstCounted;
    }

    /** Deviations of the bytes that the keys of the sample stand for in a column, on average over its close reads. */
    Deviations ofBytes(int column) {
        double all = closeReads[at(lastRow, column)];
        boolean isKnown = all > Double.MIN_NORMAL;
        return Deviations.of(g -> isKnown ? atCloseReads[column * Tally.GROUPS + g] / all : 0);
    }

    /** Deviations of the number of hits in a cell. */
    Deviations ofHits(int row, int column) {
        double all = closeReads[at(lastRow, column)];
        double share = all > 0 ? closeReads[at(row, column)] / all : 0;
        return Deviations.of(g -> -share * atCloseReads[column * Tally.GROUPS + g]);
    }

    /** Lets groups have as much in common with what is counted later as they do, since the sample becomes smaller. */
    void mix(GroupMix mix) {
        for (int first = 0; first < atCloseReads.length; first += Tally.GROUPS) {
            mix.mix(atCloseReads, first);
        }
    }

    /** Lets all that was counted so far count for less. */
    void fade(double factor) {
        for (int i = 0; i < closeReads.length; i++) {
            closeReads[i] *= factor;
        }
        for (int i = 0; i < atCloseReads.length; i++) {
            atCloseReads[i] *= factor;
        }
    }
}
