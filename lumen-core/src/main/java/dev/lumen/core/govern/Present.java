package dev.lumen.core.govern;

import dev.lumen.api.act.Baseline;
import dev.lumen.api.act.Proposal;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Seconds;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What a proposal's baseline is held against.
 *
 * @param ttl in force now; absent where not known
 * @param capacity in force now; absent where unlimited or not known
 * @param hitRatio of the last window; absent where not measured, or of too few requests to say anything
 */
record Present(Optional<Duration> ttl, Optional<ByteSize> capacity, OptionalDouble hitRatio) {

    static Present of(UnifiedFeedback feedback) {
        return new Present(
                feedback.ttl().map(advice -> advice.currentTtl()),
                feedback.size()
                        .map(advice -> advice.currentSize())
                        .or(() -> feedback.cache()
                                .flatMap(cache -> cache.metrics().gauges().capacity())),
                feedback.cache()
                        .filter(cache -> cache.health() != CacheHealth.UNKNOWN)
                        .map(cache -> cache.hitRatio())
                        .orElse(OptionalDouble.empty()));
    }

    /** The baseline of a decision that rests on what {@code digest} stands for. */
    Baseline baseline(Instant at, String digest) {
        return new Baseline(ttl, capacity, hitRatio, at, digest);
    }

    /** In what way a proposal's baseline no longer holds, in words; empty where it does. What is not known has not moved. */
    Optional<String> moved(Proposal proposal, double tolerance) {
        Baseline baseline = proposal.baseline();
        return differs("TTL", baseline.ttl(), ttl, Seconds::text)
                .or(() -> differs("size", baseline.capacity(), capacity, ByteSize::toString))
                .or(() -> hitRatioMoved(baseline, tolerance));
    }

    private static <T> Optional<String> differs(
            String name, Optional<T> then, Optional<T> now, Function<T, String> words) {
        return then.isPresent() && now.isPresent() && !then.get().equals(now.get())
                ? Optional.of(
                        "the " + name + " is " + words.apply(now.get()) + " now, and was " + words.apply(then.get()))
                : Optional.empty();
    }

    private Optional<String> hitRatioMoved(Baseline baseline, double tolerance) {
        if (baseline.hitRatio().isEmpty() || hitRatio.isEmpty()) {
            return Optional.empty();
        }
        double then = baseline.hitRatio().getAsDouble();
        double now = hitRatio.getAsDouble();
        return Math.abs(now - then) > tolerance
                ? Optional.of(String.format(
                        Locale.ROOT, "the hit ratio is %.1f %% now, and was %.1f %%", 100 * now, 100 * then))
                : Optional.empty();
    }
}
