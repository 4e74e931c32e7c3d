package dev.lumen.examples.demo;

import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.time.Duration;

/**
 * What the traffic of a day is like.
 *
 * @param arrivals when requests come
 * @param popularity what they ask for
 * @param items what that is like
 */
public record Workload(Arrivals arrivals, Popularity popularity, Items items) {
    /**
     * Ten requests a second, four at night and sixteen in the afternoon; ten thousand items of 16 KB on average, of which
     * a twentieth is replaced every hour and one in eight changes.
     */
    public static final Workload DEFAULT = new Workload(
            new Arrivals(10, 0.6, Duration.ofHours(16)),
            new Popularity(10_000, 1.0, 500),
            new Items(ByteSize.ofBytes(12 * 1024), 0.8, Duration.ofHours(12), 1.0));

    /**
     * A Poisson process whose rate is a cosine with the period of a day.
     *
     * @param perSecond the mean rate, above 0
     * @param swing how far the peak lies above the mean, as a share of it, 0 to 1
     * @param peak when the peak is, after midnight
     */
    public record Arrivals(double perSecond, double swing, Duration peak) {
        /** Checks the ranges. */
        public Arrivals {
            Require.positive("requests per second", perSecond);
            Require.within("swing", swing, 0, 1);
        }
    }

    /**
     * Zipf over ranks, through which items pass: one is born at a random rank and pushes the one that it finds there down
     * to twice the rank, that one pushes another down, and the last one is forgotten.
     *
     * @param ranks how many items are asked for at a time, 1 or more
     * @param skew Zipf's exponent, 0 or more
     * @param birthsPerHour how many are born, 0 or more
     */
    public record Popularity(int ranks, double skew, double birthsPerHour) {
        /** Checks the ranges. */
        public Popularity {
            Require.positive("ranks", (double) ranks);
            Require.notNegative("skew", skew);
            Require.notNegative("births per hour", birthsPerHour);
        }
    }

    /**
     * Log-normal sizes and times between changes: the median, and the standard deviation of the logarithm.
     *
     * @param medianSize half of the items are larger
     * @param sizeSigma 0 or more; 0 makes all alike
     * @param medianTimeBetweenChanges half of the items change less often on average
     * @param changeSigma 0 or more; 0 makes all alike
     */
    public record Items(ByteSize medianSize, double sizeSigma, Duration medianTimeBetweenChanges, double changeSigma) {
        /** Checks the ranges. */
        public Items {
            Require.positive("median size", (double) medianSize.bytes());
            Require.notNegative("size sigma", sizeSigma);
            Require.positive("median time between changes", medianTimeBetweenChanges);
            Require.notNegative("change sigma", changeSigma);
        }
    }
}
