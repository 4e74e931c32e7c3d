package dev.lumen.core.profile;

import java.util.Arrays;

/**
 * What each cell's miniature cache holds, in bytes: those of hot keys, which stand for themselves, and those of the sample,
 * which stand for all others and count 1 ÷ sampling rate times.
 *
 * <p>Entries that expire are not looked for. What was written in the same stretch of a TTL (a fourteenth of it) is kept as
 * one sum, and leaves as one when its time is up; what was evicted or rewritten before has been taken out of the sum.
 *
 * <p>Not thread-safe.
 */
final class Holdings {
    /** Buckets of {@link TtlRows} in one sum, as a power of two. */
    private static final int COARSE_BITS = 3;

    static final int COARSE = 1 << COARSE_BITS;

    /** A sum leaves when the middle of its buckets has lived its TTL, which is half a bucket less: each second one a bucket earlier. */
    private static final int MIDDLE = COARSE / 2;

    /** Buckets after which what was written has left the sums in any case. */
    static final int SUMMED = TtlRows.LIVE + MIDDLE;

    /** One for each stretch of stamps, so that a stamp tells its sum; hardly more than half of them are in use at once. */
    private static final int SUMS = TtlRows.STAMPS / COARSE;

    /** As bits of a word, in which the last one is left for {@link TtlRows#ABSENT}. */
    private static final int ALL_SUMS = (1 << SUMS) - 1;

    /**
     * A large cache evicts many at once, which is cheaper than one by one: from so much of its capacity above it to as much
     * below. It holds its capacity on average. Where every key is followed it evicts one by one, and is exact.
     */
    static final double SLACK = 1.0 / 256;

    /** So many entries at least have to be evicted at once, or they are evicted one by one. */
    private static final int ENTRIES_IN_SLACK = 2;

    /** Rounds of sums after which what is held is added up again. */
    private static final int ROUNDS = 4;

    /** In the place of a sum: not held. */
    static final int GONE = Integer.MIN_VALUE;

    /** What the arrays take for a cell, but for those of hot keys. */
    static final int CELL_BYTES = SUMS * Float.BYTES + 2 * Double.BYTES + HeldTime.CELL_BYTES;

    /** What these take. */
    static final int HOT_BYTES = SUMS * Float.BYTES;

    private final TtlRows rows;
    private final Cells cells;
    /** What has to be added to a place of a row's round, times its columns, and to a column, for the place of a sum. */
    private final int[] sumBase;

    private final int[] width;
    /** For each row and stretch of time, a sum for each capacity: those that change together lie together. */
    private final float[] hotSums;
    /** Whether there are any hot keys; if not, there is no such sum. */
    private final boolean haveHot;

    private final float[] sampleSums;
    /** Bytes held now, those that the sample stands for included. */
    private final double[] held;
    /** Bytes above which each cell has to evict. */
    private final double[] most;

    private final HeldTime time;
    private final HeldError error;
    /** The bucket up to which sums have left and begun. */
    private final long[] reached;
    /** The sums in use, a bit each. */
    private final int[] inUse;
    /** Which bits of a stretch tell its sum: none in a row that never expires, where stamps are numbers of contents. */
    private final int[] stretchMask;
    /** The last sum that has left, counted from the first. */
    private final long[] gone;
    /** Its place in the row's round of sums. */
    private final int[] gonePlace;

    private double scale = 1;

    /**
     * Nothing held.
     *
     * @param isOfTwo whether there are two simulations, so that what margins hold is told
     */
    Holdings(TtlRows rows, Cells cells, Capacities capacities, boolean haveHot, boolean isOfTwo) {
        this.rows = rows;
        this.cells = cells;
        this.haveHot = haveHot;
        hotSums = new float[haveHot ? cells.count * SUMS : 0];
        sampleSums = new float[cells.count * SUMS];
        held = new double[cells.count];
        most = new double[cells.count];
        for (int cell = 0; cell < cells.count; cell++) {
            most[cell] = capacities.bytes(cells.column(cell));
        }
        time = new HeldTime(rows, cells, isOfTwo);
        error = new HeldError(rows.count);
        reached = new long[rows.count];
        inUse = new int[rows.count];
        stretchMask = new int[rows.count];
        sumBase = new int[rows.count];
        width = new int[rows.count];
        gone = new long[rows.count];
        gonePlace = new int[rows.count];
        Arrays.fill(gone, -1);
        Arrays.fill(gonePlace, SUMS - 1);
        for (int row = 0; row < rows.count; row++) {
            sumBase[row] = cells.first(row) * SUMS - cells.from(row);
            width[row] = cells.width(row);
            inUse[row] = rows.expires(row) ? 0 : ALL_SUMS;
            stretchMask[row] = rows.expires(row) ? -1 : 0;
        }
    }

    /** How many entries of the same kind one of the sample stands for, 1 or more. */
    void scale(double scale) {
        double more = scale - this.scale;
        this.scale = scale;
        for (int row = 0; row < rows.count; row++) {
            int first = cells.first(row);
            int width = cells.width(row);
            for (int sum = 0; sum < SUMS * width; sum++) {
                held[first + sum % width] += sampleSums[first * SUMS + sum] * more;
            }
        }
    }

    /** Bytes held now, those that the sample stands for included. */
    double held(int cell) {
        return held[cell];
    }

    /** Bytes that a cell of a capacity has to evict down to, once it holds too much. */
    double least(int cell, double capacity) {
        return 2 * capacity - most[cell];
    }

    /** In which columns of a part of a row more is held than there may be. */
    long overfull(int cell, int left) {
        long overfull = 0;
        for (int column = 0; column < Columns.inPart(left); column++) {
            overfull |= Columns.ifNegative(most[cell + column] - held[cell + column], column);
        }
        return overfull;
    }

    /** The sum that an entry with this stamp is in, by what has to be added to a column's number, or {@link #GONE}. */
    int sumOf(int row, int stamp) {
        int stretch = stamp >> COARSE_BITS;
        return (inUse[row] >> stretch & 1) == 0 ? GONE : sum(row, stretch & stretchMask[row]);
    }

    /** The same of an entry that was written at a tick. */
    int sumAt(int row, int tick) {
        long after = (rows.bucketAt(row, tick) >> COARSE_BITS) - gone[row];
        return after <= 0 ? GONE : sum(row, place(row, (int) after));
    }

    private int sum(int row, int place) {
        return sumBase[row] + place * width[row];
    }

    /** Where in a row's round of sums that one is which comes so many, at most {@value #SUMS}, after the last that has left. */
    private int place(int row, int after) {
        int place = gonePlace[row] + after;
        return place < SUMS ? place : place - SUMS;
    }

    /** Adds bytes to what a cell holds in a sum, or takes them out where negative. */
    void add(int cell, int sum, boolean isHot, double bytes) {
        held[cell] += isHot ? bytes : bytes * scale;
        take(sum, isHot, -bytes);
    }

    private void take(int sum, boolean isHot, double bytes) {
        float[] sums = isHot ? hotSums : sampleSums;
        sums[sum] -= (float) bytes;
    }

    /** Adds an entry to a sum in some columns of a part of a row; returns those which now hold more than they may. */
    long put(int cell, long columns, int sum, boolean isHot, float bytes) {
        float[] sums = isHot ? hotSums : sampleSums;
        double weighted = isHot ? bytes : bytes * scale;
        long overfull = 0;
        for (long open = columns; open != 0; open = Columns.rest(open)) {
            int column = Columns.first(open);
            double now = held[cell + column] + weighted;
            held[cell + column] = now;
            sums[sum + column] += bytes;
            overfull |= Columns.ifNegative(most[cell + column] - now, column);
        }
        return overfull;
    }

    /** Takes an entry out of a sum that a cell has evicted; what it holds is told when it has evicted all that it has to. */
    void evict(int sum, boolean isHot, float bytes) {
        take(sum, isHot, bytes);
    }

    /**
     * Tells what a cell of a capacity holds now that it has evicted, and so how many it evicts the next time.
     *
     * @param heaviest the most bytes that one of those evicted stood for; the capacity, if it is to evict one by one
     */
    void evicted(int cell, double left, double capacity, double heaviest) {
        double slack = capacity * SLACK;
        held[cell] = left;
        most[cell] = capacity + (heaviest * ENTRIES_IN_SLACK <= slack ? slack : 0);
    }

    /** Takes over what another one holds of the same keys in the same cells, which plays all of the grid and is as far in time. */
    void takeOver(Holdings all) {
        for (int row = 0; row < rows.count; row++) {
            for (int column = cells.from(row); column < cells.sizes; column++) {
                takeOver(all, row, column);
            }
            reached[row] = all.reached[row];
            inUse[row] = all.inUse[row];
            gone[row] = all.gone[row];
            gonePlace[row] = all.gonePlace[row];
            time.takeOver(all.time, row);
        }
        time.takeOverMargins(all.time);
        error.takeOver(all.error);
    }

    private void takeOver(Holdings all, int row, int column) {
        int cell = cells.at(row, column);
        int same = all.cells.at(row, column);
        held[cell] = all.held[same];
        most[cell] = all.most[same];
        time.takeOver(cell, all.time, same);
        for (int place = 0; place < SUMS; place++) {
            sampleSums[sum(row, place) + column] = all.sampleSums[all.sum(row, place) + column];
        }
    }

    /** Lets a cell with one sum hold so many bytes of a sample that stands for itself alone. */
    void refill(int cell, int sum, double bytes) {
        held[cell] = bytes;
        sampleSums[sum] = (float) bytes;
    }

    /** Lets what is due by now leave. */
    void advance() {
        for (int row = 0; row < rows.count; row++) {
            long now = rows.bucket[row];
            if (now != reached[row]) {
                reached[row] = now;
                long due = due(now);
                if (due > gone[row]) {
                    leave(row, due);
                }
                inUse[row] = after(gonePlace[row], (int) ((now >> COARSE_BITS) - gone[row]));
            }
        }
    }

    /** The last sum that is due in a bucket, counted from the first. */
    private static long due(long bucket) {
        long due = (bucket - SUMMED) >> COARSE_BITS;
        return leavesIn(due + 1) <= bucket ? due + 1 : due;
    }

    /** The bucket that a sum leaves in. */
    private static long leavesIn(long sum) {
        return sum * COARSE + SUMMED - (sum & 1);
    }

    /** So many sums, less than there are places, after the one at a place, as bits. */
    private static int after(int place, int sums) {
        long bits = ((1L << sums) - 1) << (place + 1);
        return (int) (bits | bits >>> SUMS) & ALL_SUMS;
    }

    /** Lets the sums of a row leave up to one that is due, counted from the first. */
    private void leave(int row, long due) {
        for (long leaving = gone[row] + 1; leaving <= Math.min(due, gone[row] + SUMS); leaving++) {
            long passed = time.pass(row, rows.millisAt(row, leavesIn(leaving)));
            leave(row, leaving, passed);
            if (leaving % (ROUNDS * SUMS) == 0) {
                addUp(row);
            }
        }
        gone[row] = due;
        gonePlace[row] = (int) (due % SUMS);
    }

    /** Lets a sum, counted from the first, leave so long after the last look. */
    private void leave(int row, long stretch, long passed) {
        int first = cells.first(row);
        int sum = first * SUMS + (int) (stretch % SUMS) * cells.width(row);
        double leaving = 0;
        time.addMargins(row, held, passed);
        for (int cell = first; cell < first + cells.width(row); cell++, sum++) {
            time.add(cell, held[cell], passed);
            leaving = (haveHot ? hotSums[sum] : 0) + sampleSums[sum] * scale;
            held[cell] -= leaving;
            time.goOn(cell, held[cell]);
            if (haveHot) {
                hotSums[sum] = 0;
            }
            sampleSums[sum] = 0;
        }
        error.leaves(row, stretch, leaving);
    }

    /** Once in a while, so that roundings do not pile up. */
    private void addUp(int row) {
        int width = cells.width(row);
        int begin = cells.first(row) * SUMS;
        for (int i = 0; i < width; i++) {
            double hotTotal = 0;
            double sampleTotal = 0;
            for (int sum = begin + i; sum < begin + SUMS * width; sum += width) {
                hotTotal += haveHot ? hotSums[sum] : 0;
                sampleTotal += sampleSums[sum];
            }
            int cell = cells.first(row) + i;
            held[cell] = hotTotal + sampleTotal * scale;
            time.goOn(cell, held[cell]);
        }
    }

    /** Adds what was held since the last look, in every row. */
    void observe() {
        for (int row = 0; row < rows.count; row++) {
            integrate(row, rows.now());
        }
    }

    private void integrate(int row, long until) {
        long passed = time.pass(row, until);
        time.addMargins(row, held, passed);
        for (int cell = cells.first(row); cell < cells.first(row) + cells.width(row); cell++) {
            time.add(cell, held[cell], passed);
        }
    }

    /** How wrong it can be what the largest cache of each row holds. */
    HeldError error() {
        return error;
    }

    /** Takes in that an entry of the largest cache of a row takes so many bytes more, or less, than when it was read before. */
    void resized(int row, boolean isHot, double bytes) {
        error.resized(row, isHot ? bytes : bytes * scale);
    }

    /** Milliseconds observed, without what has faded. */
    double observedMillis() {
        return time.observedMillis();
    }

    /** Bytes held on average over the time observed; what is held now where no time has passed. */
    double meanHeld(int cell) {
        return time.mean(cell, held[cell]);
    }

    /** Bytes that both margins of a cell of the grid held at a time, on average, where there are two simulations. */
    double meanOfMargins(int row, int column) {
        double ofTtl = held[cells.at(row, cells.sizes - 1)];
        double ofCapacity = held[cells.at(rows.count - 1, column)];
        return time.meanOfMargins(row, column, Math.min(ofTtl, ofCapacity));
    }

    /** Lets what was observed so far count for less. */
    void fade(double factor) {
        time.fade(factor);
        error.fade(factor);
    }
}
