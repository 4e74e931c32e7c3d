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
 * that lies between them is dh/dW, and ΔW is, group by group, what the group's keys take at that read.
 *
 * <p>What keys take is that of the caches with the longest TTL, as if nothing expired in them. Nothing is done as long as every key is
 * followed. Not thread-safe.
 */
final class RoomError {
    /** A read is a close one if no more than an eighth of the places of what is held lie between it and the mark. */
    private static final int CLOSE_BITS = 3;

    /** What is left of the places passed before when the mark has gone through the whole order. */
    private static final double FADED = 0.5;

    /** What the arrays take for a column. */
    private static final int COLUMN_BYTES = (2 * Tally.GROUPS + 1) * Double.BYTES;

    private final TrackedKeys keys;
    private final UseOrder order;
    private final Marks marks;
    private final Capacities capacities;
    private final Holdings holdings;
    private final Cells cells;
    /** Cells of the grid, whose reads are counted. */
    private final Cells counted;

    private final boolean isAsked;
    private final int lastRow;
    /** Its first cell of those played. */
    private final int lastCells;

    private final int sizes;
    /** Bytes that each group has in a cache of the last row more than in that before it, columns outer. */
    private final double[] held;
    /** The same times what a byte of the sample counts for, summed over close reads by what each counts for a byte. */
    private final double[] atCloseReads;
    /** What close reads count for a byte, a cell. */
    private final double[] closeReads;
    /** What one counts for a byte in the columns last found. */
    private final double[] density;
    /** Places that the mark of each cell has passed of late. */
    private final double[] places;
    /** Bytes that were evicted there. */
    private final double[] bytes;
    /** What each group takes in a column. */
    private final double[] ofGroups = new double[Tally.GROUPS];
    /** The columns that were found close, from one on to before another. */
    private int closeFrom;

    private int closeTo;
    /** What a byte of the sample counts for in the error; 0 where every key is followed, or it is not asked for. */
    private double spread;

    /**
     * Nothing known.
     *
     * @param cells the cells that are played
     * @param counted the cells that hits are counted in
     */
    RoomError(TrackedKeys keys, Cells cells, Cells counted, Capacities capacities, Marks marks, Holdings holdings) {
        this(keys, cells, counted, capacities, marks, holdings, true);
    }

    private RoomError(
            TrackedKeys keys,
            Cells cells,
            Cells counted,
            Capacities capacities,
            Marks marks,
            Holdings holdings,
            boolean isAsked) {
        this.keys = keys;
        this.marks = marks;
        this.cells = cells;
        this.counted = counted;
        this.capacities = capacities;
        this.holdings = holdings;
        this.isAsked = isAsked;
        order = keys.order;
        lastRow = cells.rows - 1;
        lastCells = cells.first(lastRow);
        sizes = cells.sizes;
        held = new double[isAsked ? sizes * Tally.GROUPS : 0];
        atCloseReads = new double[held.length];
        closeReads = new double[isAsked ? counted.count : 0];
        density = new double[isAsked ? sizes : 0];
        places = new double[isAsked ? cells.count : 0];
        bytes = new double[places.length];
    }

    /** One that is not asked for, and stays at nothing. */
    static RoomError none(TrackedKeys keys, Cells cells, Capacities capacities, Marks marks, Holdings holdings) {
        return new RoomError(keys, cells, cells, capacities, marks, holdings, false);
    }

    /** What the arrays take. */
    static long bytes(Cells cells) {
        return (long) COLUMN_BYTES * cells.sizes + (long) Double.BYTES * (2L * cells.count + cells.all().count);
    }

    /** How many keys one of the sample stands for, 1 or more. */
    void scale(double scale) {
        boolean begins = spread == 0 && scale > 1;
        spread = isAsked ? Math.sqrt(scale * (scale - 1)) : 0;
        if (begins) {
            for (int place = order.firstFrom(0); place < order.end(); place = order.firstFrom(place + 1)) {
                enters(order.slot(place));
            }
        }
    }

    /** Whether there is any. */
    boolean isCounted() {
        return spread > 0;
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
        if (spread > 0 && !keys.isHot(slot) && !order.isTakenOut(place)) {
            int fits = capacities.firstFit(keys.size(slot));
            for (int first = 0; first < sizes; first += Columns.MOST) {
                add(place, first, fitting(fits, first) & ~evictedBefore(place, first), sign * keys.size(slot));
            }
        }
    }

    /** Takes in that a slot was read which until then had another place, and so many bytes, and had not been taken out. */
    void read(int slot, int before, float sizeBefore) {
        if (keys.isHot(slot)) {
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
        return marks.evicted(lastRow, lastCells + first, sizes - first, place);
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
        if (spread > 0 && !order.isHot(place)) {
            int at = column * Tally.GROUPS + order.group(place);
            held[at] -= order.size(place);
            if (column + 1 < sizes) {
                held[at + Tally.GROUPS] += order.size(place);
            }
        }
    }

    /** Takes in that the mark of a cell has passed so many places, and so many bytes, weighted, were evicted there. */
    void passed(int cell, int count, double evicted) {
        if (spread > 0) {
            double faded = places[cell] + count > order.end() ? FADED : 1;
            places[cell] = faded * (places[cell] + count);
            bytes[cell] = faded * (bytes[cell] + evicted);
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

    /** Whether a cache that has evicted nothing would, if a few bytes more were held. */
    private boolean isNearlyFull(int cell, int column) {
        double held = holdings.held(cell);
        return held + held / (1 << CLOSE_BITS) > capacities.bytes(column);
    }

    /** Weighted bytes that lie at a place near the mark, or, where nothing was evicted, anywhere. */
    private double bytesAPlace(int cell) {
        return places[cell] > 0 ? bytes[cell] / places[cell] : holdings.held(cell) / order.end();
    }

    /**
     * Counts a read that does not miss in a row for its age, in the columns that were found close last, for so many accesses.
     */
    void count(int row, double weight) {
        int first = counted.at(row, 0);
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
            int at = column * Tally.GROUPS;
            for (int g = 0; g < Tally.GROUPS; g++) {
                ofGroups[g] += held[at + g];
                atCloseReads[at + g] += times * ofGroups[g];
            }
        }
    }

    /** Deviations of the number of hits in a cell. */
    Deviations ofHits(int row, int column) {
        if (!isAsked) {
            return Deviations.of(g -> 0);
        }
        double all = closeReads[counted.at(lastRow, column)];
        double share = all > 0 ? closeReads[counted.at(row, column)] / all : 0;
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
