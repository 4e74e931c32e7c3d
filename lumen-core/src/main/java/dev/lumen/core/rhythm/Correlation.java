package dev.lumen.core.rhythm;

import java.util.Arrays;

/**
 * Pearson's correlation of two series at any circular lag. Both are standardised once: thousands of lags are asked for, and each is
 * then one pass.
 */
final class Correlation {
    private final double[] late;
    private final double[] early;
    private final boolean varies;

    private Correlation(double[] late, double[] early, boolean varies) {
        this.late = late;
        this.early = early;
        this.varies = varies;
    }

    /** Of {@code late} with {@code early}, which is repeated where it is shorter. */
    static Correlation of(double[] late, double[] early) {
        boolean varies = Statistics.varies(late) && Statistics.varies(early);
        return varies
                ? new Correlation(standardised(late), standardised(early), true)
                : new Correlation(late, early, false);
    }

    private static double[] standardised(double[] values) {
        double mean = Statistics.mean(values);
        double deviation = Statistics.deviation(values);
        return Arrays.stream(values).map(value -> (value - mean) / deviation).toArray();
    }

    /**
     * With the early series shifted circularly by {@code lag} steps to later.
     *
     * @return −1 to 1; 0 where one of them does not vary
     */
    double at(int lag) {
        if (!varies) {
            return 0;
        }
        double sum = 0;
        int other = Math.floorMod(-lag, early.length);
        for (double value : late) {
            sum += value * early[other];
            other = other + 1 == early.length ? 0 : other + 1;
        }
        return Math.max(-1, Math.min(1, sum / late.length));
    }
}
