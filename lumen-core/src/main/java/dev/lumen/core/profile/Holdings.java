package dev.lumen.core.profile;

import java.util.Arrays;

/**
 * What each cell's miniature cache holds, in bytes: those of hot keys, which stand for themselves, and those of the sample,
 * which stand for all others and count 1 ÷ sampling rate times.
 *
 * <p>Entries that expire are not looked for. What was written in the same stretch of a TTL (a fifteenth of it) is kept as
 * one sum, and leaves as one when its time is up; what was evicted or rewritten before has been taken out of the sum.
 *
 * <p>Not thread-safe.
 */
final class Holdings {
    /** Buckets of {@link TtlRows} in one sum, as a power of two. */
    private static final int COARSE_BITS = 3;

    private static final int COARSE = 1 << COARSE_BITS;

    /** A sum leaves when the middle of its buckets has lived its TTL. */
    private static final int MIDDLE = COARSE / 2;

    /** Sums alive at once, those that are filling and leaving included. */
    private static final int SUMS = TtlRows.LIVE / COARSE + 3;

    /** What the arrays take for a cell. */
    static final int CELL_BYTES = 2 * SUMS * Float.BYTES + 3 * Double.BYTES + Float.BYTES;

    private final TtlRows rows;
    private final int sizes;
    /** For each row and stretch of time, a sum for each capacity: those that change together lie together. */
    private final float[] hotSums;

    private final float[] sampleSums;
    private final double[] hot;
    private final double[] sample;
    private final double[] byteMillis;
    private final float[] lastHeld;
    /** The bucket that the three below belong to. */
    private final long[] bucket;
    /** Where the sum of what is written now is, in a cell's round of sums. */
    private final int[] place;
    /** Buckets of this sum that are still to come. */
    private final int[] rest;
    /** Sums that have not left. */
    private final int[] live;

    private final double[] observed;
    private final long[] observedTo;
    private double scale = 1;

    Holdings(TtlRows rows, int sizes) {
        this.rows = rows;
        this.sizes = sizes;
        int cells = rows.count * sizes;
        hotSums = new float[cells * SUMS];
        sampleSums = new float[cells * SUMS];
        hot = new double[cells];
        sample = new double[cells];
        byteMillis = new double[cells];
        lastHeld = new float[cells];
        bucket = new long[rows.count];
        place = new int[rows.count];
        rest = new int[rows.count];
        live = new int[rows.count];
        observed = new double[rows.count];
        observedTo = new long[rows.count];
        Arrays.fill(live, 1);
    }

    /** How many entries of the same kind one of the sample stands for, 1 or more. */
    void scale(double scale) {
        this.scale = scale;
    }

    /** Bytes held now, those that the sample stands for included. */
    double held(int cell) {
        return hot[cell] + sample[cell] * scale;
    }

    /** Whether what was written so many buckets ago has not left yet. */
    boolean present(int row, int age) {
        return sumsAgo(row, age) < live[row];
    }

    private int sumsAgo(int row, int age) {
        return (age + rest[row]) >> COARSE_BITS;
    }

    /** Where the sum of what was written so many buckets ago is, for the first capacity. */
    private int sumOf(int row, int age) {
        int at = place[row] - sumsAgo(row, age);
        return (row * SUMS + (at < 0 ? at + SUMS : at)) * sizes;
    }

    /** Adds bytes, or takes them out where negative, to what was written so many buckets ago and is present. */
    void add(int row, int column, int age, boolean isHot, double bytes) {
        int sum = sumOf(row, age) + column;
        int cell = row * sizes + column;
        if (isHot) {
            hot[cell] += bytes;
            hotSums[sum] += (float) bytes;
        } else {
            sample[cell] += bytes;
            sampleSums[sum] += (float) bytes;
        }
    }

    /** Adds bytes to every cell of a row from a column on. */
    void addFrom(int column, int row, int age, boolean isHot, float bytes) {
        int sum = sumOf(row, age);
        double[] held = isHot ? hot : sample;
        float[] sums = isHot ? hotSums : sampleSums;
        for (int i = column; i < sizes; i++) {
            held[row * sizes + i] += bytes;
            sums[sum + i] += bytes;
        }
    }

    /** Lets what is due by now leave. */
    void advance() {
        for (int row = 0; row < rows.count; row++) {
            if (rows.bucket[row] != bucket[row]) {
                advance(row, rows.bucket[row]);
            }
        }
    }

    private void advance(int row, long now) {
        long sum = now >> COARSE_BITS;
        long gone = (bucket[row] >> COARSE_BITS) - live[row];
        long due = (now - TtlRows.LIVE - MIDDLE) >> COARSE_BITS;
        bucket[row] = now;
        place[row] = (int) (sum % SUMS);
        rest[row] = COARSE - 1 - (int) (now & (COARSE - 1));
        live[row] = (int) (sum - Math.max(gone, due));
        for (long leaving = gone + 1; leaving <= Math.min(due, gone + SUMS); leaving++) {
            integrate(row, rows.millisAt(row, leaving * COARSE + TtlRows.LIVE + MIDDLE));
            leave(row, (int) (leaving % SUMS));
        }
    }

    private void leave(int row, int place) {
        int sum = (row * SUMS + place) * sizes;
        for (int cell = row * sizes; cell < (row + 1) * sizes; cell++, sum++) {
            hot[cell] -= hotSums[sum];
            sample[cell] -= sampleSums[sum];
            hotSums[sum] = 0;
            sampleSums[sum] = 0;
        }
        if (place == 0) {
            addUp(row);
        }
        for (int cell = row * sizes; cell < (row + 1) * sizes; cell++) {
            lastHeld[cell] = (float) held(cell);
        }
    }

    /** Once a round, so that roundings do not pile up. */
    private void addUp(int row) {
        for (int column = 0; column < sizes; column++) {
            double hotTotal = 0;
            double sampleTotal = 0;
            for (int sum = row * SUMS * sizes + column; sum < (row + 1) * SUMS * sizes; sum += sizes) {
                hotTotal += hotSums[sum];
                sampleTotal += sampleSums[sum];
            }
            hot[row * sizes + column] = hotTotal;
            sample[row * sizes + column] = sampleTotal;
        }
    }

    /** Adds what was held since the last look, in every row. */
    void observe() {
        for (int row = 0; row < rows.count; row++) {
            integrate(row, rows.now());
        }
    }

    /** By the trapezoidal rule: what is held grows from one departure of a sum to the next. */
    private void integrate(int row, long until) {
        long passed = Math.max(0, Math.min(until, rows.now()) - observedTo[row]);
        observedTo[row] += passed;
        observed[row] += passed;
        for (int cell = row * sizes; cell < (row + 1) * sizes; cell++) {
            float present = (float) held(cell);
            byteMillis[cell] += (lastHeld[cell] + present) / 2.0 * passed;
            lastHeld[cell] = present;
        }
    }

    /** Milliseconds observed, without what has faded. */
    double observedMillis() {
        return observed[0];
    }

    /** Bytes held on average over the time observed; what is held now where no time has passed. */
    double meanHeld(int cell) {
        double millis = observed[cell / sizes];
        return Math.max(0, millis > 0 ? byteMillis[cell] / millis : held(cell));
    }

    /** Lets what was observed so far count for less. */
    void fade(double factor) {
        for (int row = 0; row < rows.count; row++) {
            observed[row] *= factor;
        }
        for (int cell = 0; cell < byteMillis.length; cell++) {
            byteMillis[cell] *= factor;
        }
    }
}
