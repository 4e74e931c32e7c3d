package dev.lumen.core.rhythm;

import java.util.Arrays;

/** Means and deviations of scaled series. */
final class Statistics {
    /** Of a series that is at most 1, a deviation that is nothing but rounding. */
    private static final double ROUNDING = 1e-9;

    private Statistics() {}

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    /** Standard deviation of the whole population. */
    static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0));
    }

    static boolean varies(double[] values) {
        return deviation(values) > ROUNDING;
    }
}
