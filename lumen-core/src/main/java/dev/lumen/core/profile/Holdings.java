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
    /** Buckets of {@link TtlRows} in one sum. */
    private static final int COARSE = 8;

    /** A sum leaves when the middle of its buckets has lived its TTL. */
    private static final int MIDDLE = COARSE / 2;

    /** Sums alive at once, those that are filling and leaving included. */
    private static final int SUMS = TtlRows.LIVE / COARSE + 3;

    /** What the arrays take for a cell. */
    static final int CELL_BYTES = 2 * SUMS * Float.BYTES + 3 * Double.BYTES + Float.BYTES;

    private final TtlRows rows;
    private final int sizes;
    private final float[] hotSums;
    private final float[] sampleSums;
    private final double[] hot;
    private final double[] sample;
    private final double[] byteMillis;
    private final float[] lastHeld;
    private final long[] gone;
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
        gone = new long[rows.count];
        observed = new double[rows.count];
        observedTo = new long[rows.count];
        Arrays.fill(gone, -1);
    }

    /** How many entries of the same kind one of the sample stands for, 1 or more. */
    void scale(double scale) {
        this.scale = scale;
    }

    /** Bytes held now, those that the sample stands for included. */
    double held(int cell) {
        return hot[cell] + sample[cell] * scale;
    }

    /** Whether what was written in this bucket has not left yet. */
    boolean present(int row, long writeBucket) {
        return !rows.expires(row) || Math.floorDiv(writeBucket, COARSE) > gone[row];
    }

    /** Adds bytes, or takes them out where negative, to what was written in this bucket. */
    void add(int cell, int row, long writeBucket, boolean isHot, float bytes) {
        if (isHot) {
            hot[cell] += bytes;
        } else {
            sample[cell] += bytes;
        }
        if (rows.expires(row)) {
            int place = cell * SUMS + (int) (Math.floorDiv(writeBucket, COARSE) % SUMS);
            if (isHot) {
                hotSums[place] += bytes;
            } else {
                sampleSums[place] += bytes;
            }
        }
    }

    /** Lets what is due by now leave. */
    void expire() {
        for (int row = 0; row < rows.count; row++) {
            if (rows.expires(row)) {
                long due = Math.floorDiv(rows.bucket[row] - TtlRows.LIVE - MIDDLE, COARSE);
                if (due > gone[row]) {
                    integrate(row);
                    expire(row, due);
                }
            }
        }
    }

    private void expire(int row, long due) {
        long first = Math.max(gone[row] + 1, due - SUMS + 1);
        gone[row] = due;
        for (int cell = row * sizes; cell < (row + 1) * sizes; cell++) {
            int start = cell * SUMS;
            for (long sum = first; sum <= due; sum++) {
                hotSums[start + (int) (sum % SUMS)] = 0;
                sampleSums[start + (int) (sum % SUMS)] = 0;
            }
            // Added up anew rather than subtracted, so that roundings do not pile up.
            hot[cell] = total(hotSums, start);
            sample[cell] = total(sampleSums, start);
            lastHeld[cell] = (float) held(cell);
        }
    }

    private static double total(float[] sums, int start) {
        double total = 0;
        for (int i = start; i < start + SUMS; i++) {
            total += sums[i];
        }
        return Math.max(0, total);
    }

    /** Adds what was held since the last look, in every row. */
    void observe() {
        for (int row = 0; row < rows.count; row++) {
            integrate(row);
        }
    }

    /** By the trapezoidal rule: what is held grows from one departure of a sum to the next. */
    private void integrate(int row) {
        long passed = rows.now() - observedTo[row];
        observedTo[row] = rows.now();
        observed[row] += passed;
        for (int cell = row * sizes; cell < (row + 1) * sizes; cell++) {
            float held = (float) held(cell);
            byteMillis[cell] += (lastHeld[cell] + held) / 2.0 * passed;
            lastHeld[cell] = held;
        }
    }

    /** Milliseconds observed, without what has faded. */
    double observedMillis() {
        return observed[0];
    }

    /** Bytes held on average over the time observed; what is held now where no time has passed. */
    double meanHeld(int cell) {
        double millis = observed[cell / sizes];
        return millis > 0 ? byteMillis[cell] / millis : held(cell);
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
