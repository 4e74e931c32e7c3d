package dev.lumen.core.govern;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.Confidence;
import dev.lumen.api.advise.EvidenceKind;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.SizeStrategy;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlStrategy;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.testkit.Feedbacks;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Feedbacks that advise what a test wants. */
record Advised(
        Duration ttl,
        Duration nextTtl,
        ByteSize size,
        ByteSize nextSize,
        double hitRatio,
        Overrides overrides,
        Quality quality,
        long evictions,
        Optional<CacheHealth> health) {
    static final Duration TTL = Duration.ofSeconds(300);
    static final ByteSize SIZE = ByteSize.ofMegabytes(256);

    /** Advice to leave everything as it is. */
    static final Advised NOTHING =
            new Advised(TTL, TTL, SIZE, SIZE, 0.7, Overrides.NONE, Quality.MEASURED, 0, Optional.empty());

    Advised nextTtl(long seconds) {
        return new Advised(
                ttl, Duration.ofSeconds(seconds), size, nextSize, hitRatio, overrides, quality, evictions, health);
    }

    Advised nextSize(long megabytes) {
        return new Advised(
                ttl, nextTtl, size, ByteSize.ofMegabytes(megabytes), hitRatio, overrides, quality, evictions, health);
    }

    Advised at(Duration ttlNow, ByteSize sizeNow) {
        return new Advised(ttlNow, nextTtl, sizeNow, nextSize, hitRatio, overrides, quality, evictions, health);
    }

    Advised hitRatio(double now) {
        return new Advised(ttl, nextTtl, size, nextSize, now, overrides, quality, evictions, health);
    }

    Advised under(Overrides held) {
        return new Advised(ttl, nextTtl, size, nextSize, hitRatio, held, quality, evictions, health);
    }

    Advised of(Quality other) {
        return new Advised(ttl, nextTtl, size, nextSize, hitRatio, overrides, other, evictions, health);
    }

    Advised evicting(long entries) {
        return new Advised(ttl, nextTtl, size, nextSize, hitRatio, overrides, quality, entries, health);
    }

    Advised hardlyAsked() {
        return new Advised(
                ttl,
                nextTtl,
                size,
                nextSize,
                hitRatio,
                overrides,
                quality,
                evictions,
                Optional.of(CacheHealth.UNKNOWN));
    }

    UnifiedFeedback feedback(Instant now) {
        UnifiedFeedback like = Feedbacks.typical();
        CacheFeedback cache = like.cache().orElseThrow();
        return new UnifiedFeedback(
                like.schemaVersion(),
                now,
                like.cacheName(),
                like.systemHealth(),
                like.gate(),
                Optional.of(new CacheFeedback(
                        health.orElse(cache.health()),
                        cache.action(),
                        OptionalDouble.of(hitRatio),
                        quality,
                        quality == Quality.STALE ? Optional.of(Duration.ofMinutes(1)) : Optional.empty(),
                        new CacheMetrics(
                                cache.metrics().cache(),
                                cache.metrics().window(),
                                cache.metrics().lookups(),
                                Removals.evicted(evictions),
                                cache.metrics().gauges(),
                                cache.metrics().source()),
                        cache.grades(),
                        cache.absent())),
                Optional.of(ttlAdvice()),
                Optional.of(sizeAdvice()),
                Optional.empty(),
                like.roi(),
                Optional.empty(),
                Optional.empty(),
                overrides,
                List.of(),
                List.of(),
                List.of());
    }

    private TtlAdjustment ttlAdvice() {
        int longer = nextTtl.compareTo(ttl);
        return new TtlAdjustment(
                ttl,
                nextTtl,
                longer == 0 ? TtlStrategy.MAINTAIN : TtlStrategy.MODERATE,
                Optional.of(new Estimate(0.01 * longer, -0.05, 0.05)),
                Optional.empty(),
                Confidence.of(0.8),
                List.of(Reason.of("a test wants it")),
                EvidenceKind.ACCESS_PROFILE,
                Optional.empty());
    }

    private CacheSizeAdjustment sizeAdvice() {
        int larger = nextSize.compareTo(size);
        return new CacheSizeAdjustment(
                size,
                nextSize,
                larger == 0 ? SizeStrategy.MAINTAIN : larger > 0 ? SizeStrategy.SCALE_UP : SizeStrategy.SCALE_DOWN,
                Usd.of(0.01 * larger),
                Optional.of(new Estimate(-1, -2, 0)),
                Optional.of(Usd.of(1)),
                OptionalDouble.of(8),
                Optional.empty(),
                Confidence.of(0.8),
                List.of(Reason.of("a test wants it")),
                EvidenceKind.ACCESS_PROFILE,
                Optional.empty());
    }
}
