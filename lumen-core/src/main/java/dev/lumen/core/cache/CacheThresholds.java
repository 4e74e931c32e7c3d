package dev.lumen.core.cache;

import dev.lumen.api.units.Require;
import java.time.Duration;

/**
 * Where good ends and bad begins, for one cache; bounds belong to the better side (SPEC §3).
 *
 * @param goodHitRatio above it the hit ratio is good
 * @param badHitRatio below it the hit ratio is bad
 * @param poorHitRatio below it the cache is POOR
 * @param failedHitRatio below it the cache is FAILED
 * @param goodMemory the good band of used ÷ capacity
 * @param fairMemory outside it memory usage is bad
 * @param goodLatency below it the p95 latency is good
 * @param badLatency above it the p95 latency is bad
 * @param goodEvictionsPerHour below it evictions are good
 * @param badEvictionsPerHour above it evictions are bad
 * @param goodTtlSeconds the good band of the TTL
 * @param fairTtlSeconds outside it the TTL is bad
 * @param minRequests fewer counted requests in a window say nothing
 */
public record CacheThresholds(
        double goodHitRatio,
        double badHitRatio,
        double poorHitRatio,
        double failedHitRatio,
        Band goodMemory,
        Band fairMemory,
        Duration goodLatency,
        Duration badLatency,
        double goodEvictionsPerHour,
        double badEvictionsPerHour,
        Band goodTtlSeconds,
        Band fairTtlSeconds,
        long minRequests) {
    /** The guide's Appendix A. */
    public static final CacheThresholds DEFAULT = new CacheThresholds(
            0.80,
            0.60,
            0.40,
            0.30,
            new Band(0.70, 0.85),
            new Band(0.50, 0.90),
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            50,
            150,
            new Band(300, 600),
            new Band(120, 1800),
            100);

    /** Refuses bounds out of order. */
    public CacheThresholds {
        Require.within("good hit ratio", goodHitRatio, 0, 1);
        Require.within("bad hit ratio", badHitRatio, 0, goodHitRatio);
        Require.within("poor hit ratio", poorHitRatio, 0, badHitRatio);
        Require.within("failed hit ratio", failedHitRatio, 0, poorHitRatio);
        Require.notNegative("good latency", goodLatency);
        if (Require.present("bad latency", badLatency).compareTo(goodLatency) < 0) {
            throw Require.refused("bad latency", badLatency, "the good latency, " + goodLatency + ", or more");
        }
        Require.notNegative("good evictions per hour", goodEvictionsPerHour);
        Require.within("bad evictions per hour", badEvictionsPerHour, goodEvictionsPerHour, Double.MAX_VALUE);
        requireWithin("good memory band", goodMemory, fairMemory);
        requireWithin("good TTL band", goodTtlSeconds, fairTtlSeconds);
        Require.notNegative("minimum requests", minRequests);
    }

    private static void requireWithin(String name, Band good, Band fair) {
        Require.present(name, good);
        Require.present("fair band of the " + name, fair);
        if (good.low < fair.low || good.high > fair.high) {
            throw Require.refused(name, good, "within the fair one, " + fair);
        }
    }

    /**
     * A closed range of numbers.
     *
     * @param low its lower end
     * @param high its upper end, at least {@code low}
     */
    public record Band(double low, double high) {
        /** Refuses a reversed band. */
        public Band {
            Require.notNegative("lower end of a band", low);
            Require.within("upper end of a band", high, low, Double.MAX_VALUE);
        }

        boolean holds(double value) {
            return value >= low && value <= high;
        }
    }
}
