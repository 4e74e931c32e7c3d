package dev.lumen.api.feedback;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.gate.GateScore;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One run among many: what trends and charts need of a feedback, in a fraction of its bytes.
 *
 * @param at when the run began
 * @param health the state of the service
 * @param score the gate's score, 0 to 100; absent where there was none
 * @param measured what the cache did; absent where it could not be measured, or only old or made-up values stood in
 * @param inForce the setting that the run found
 * @param advised the setting that it advised; equal to {@code inForce} where it advised to leave it
 * @param expectedHitRatio the hit ratio to expect once the advised TTL has settled, 0 to 1; absent where no other TTL
 *     was advised or nothing was known of its effect
 */
public record PastRun(
        Instant at,
        SystemHealth health,
        OptionalDouble score,
        Optional<Measured> measured,
        Setting inForce,
        Setting advised,
        Optional<Estimate> expectedHitRatio) {
    /** Refuses a missing part and a score outside [0, 100]: a run may come from a file. */
    public PastRun {
        Require.noNull(PastRun.class, at, health, score, measured, inForce, advised, expectedHitRatio);
        score = Require.within("gate score", score, 0, 100);
    }

    /**
     * What a cache did in the window of a run.
     *
     * @param hitRatio hits ÷ requests, 0 to 1; absent without requests
     * @param used what is held; absent where not known
     * @param p95Latency how long the slowest twentieth of the look-ups took at least; absent where not known
     * @param evictionsPerHour entries pushed out for room, 0 or more; absent where not known
     */
    public record Measured(
            OptionalDouble hitRatio,
            Optional<ByteSize> used,
            Optional<Duration> p95Latency,
            OptionalDouble evictionsPerHour) {
        /** Refuses NaN and what is out of range. */
        public Measured {
            Require.noNull(Measured.class, hitRatio, used, p95Latency, evictionsPerHour);
            hitRatio = Require.within("hit ratio", hitRatio, 0, 1);
            p95Latency.ifPresent(latency -> Require.notNegative("p95 latency", latency));
            evictionsPerHour.ifPresent(rate -> Require.notNegative("evictions per hour", rate));
        }
    }

    /**
     * A TTL and a capacity.
     *
     * @param ttl above zero; absent where not known
     * @param capacity absent where unlimited or not known
     */
    public record Setting(Optional<Duration> ttl, Optional<ByteSize> capacity) {
        /** Refuses a TTL of zero or less. */
        public Setting {
            Require.noNull(Setting.class, ttl, capacity);
            ttl.ifPresent(duration -> Require.positive("TTL", duration));
        }
    }

    /** The run whose result is {@code feedback}. */
    public static PastRun of(UnifiedFeedback feedback) {
        Optional<CacheMetrics> metrics = feedback.cache()
                .filter(cache -> cache.quality() == Quality.MEASURED)
                .map(CacheFeedback::metrics);
        Optional<ByteSize> capacity = metrics.flatMap(cache -> cache.gauges().capacity());
        Optional<TtlAdjustment> ttl = feedback.ttl();
        Optional<CacheSizeAdjustment> size = feedback.size();
        return new PastRun(
                feedback.timestamp(),
                feedback.systemHealth(),
                feedback.gate().map(GateScore::score).orElse(OptionalDouble.empty()),
                metrics.map(PastRun::measured),
                new Setting(
                        ttl.map(TtlAdjustment::currentTtl),
                        size.map(CacheSizeAdjustment::currentSize).or(() -> capacity)),
                new Setting(
                        ttl.map(TtlAdjustment::recommendedTtl),
                        size.map(CacheSizeAdjustment::recommendedSize).or(() -> capacity)),
                expected(metrics, ttl));
    }

    private static Measured measured(CacheMetrics metrics) {
        return new Measured(
                metrics.hitRatio(), metrics.gauges().used(), metrics.gauges().p95Latency(), metrics.evictionsPerHour());
    }

    private static Optional<Estimate> expected(Optional<CacheMetrics> metrics, Optional<TtlAdjustment> ttl) {
        OptionalDouble now = metrics.map(CacheMetrics::hitRatio).orElse(OptionalDouble.empty());
        if (now.isEmpty()) {
            return Optional.empty();
        }
        double from = now.getAsDouble();
        return ttl.flatMap(TtlAdjustment::expectedHitRatioChange)
                .map(change -> new Estimate(
                        ratio(from + change.value()), ratio(from + change.low()), ratio(from + change.high())));
    }

    private static double ratio(double value) {
        return Math.min(1, Math.max(0, value));
    }
}
