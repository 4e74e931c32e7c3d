package dev.lumen.core.rhythm;

import java.util.Arrays;

/** Means, deviations and correlations of scaled series. */
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

    /**
     * Pearson's correlation of {@code late} with {@code early} that was shifted circularly by {@code lag} steps to later.
     *
     * @return −1 to 1; 0 where one of them does not vary
     */
    static double correlation(double[] late, double[] early, int lag) {
        if (!varies(late) || !varies(early)) {
            return 0;
        }
        double lateMean = mean(late);
        double earlyMean = mean(early);
        double sum = 0;
        for (int i = 0; i < late.length; i++) {
            sum += (late[i] - lateMean) * (early[Math.floorMod(i - lag, early.length)] - earlyMean);
        }
        double correlation = sum / late.length / deviation(late) / deviation(early);
        return Math.max(-1, Math.min(1, correlation));
    }
}
