package dev.lumen.micrometer;

import dev.lumen.api.advise.Overrides;
import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.signal.SloReport;
import dev.lumen.api.testkit.Feedbacks;
import dev.lumen.api.testkit.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A feedback in which nothing is absent, and others made of it. */
final class Whole {
    private Whole() {}

    /** Old metrics, so that their age is there, too. */
    static UnifiedFeedback feedback() {
        CacheMetrics metrics =
                Metrics.typical().gauges(gauges -> gauges.keys(12_345)).build();
        return with(
                Feedbacks.typical(),
                section(metrics, Quality.STALE, Optional.of(Duration.ofSeconds(90))),
                Feedbacks.typical().slo(),
                Overrides.NONE);
    }

    static UnifiedFeedback withCache(CacheMetrics metrics, Quality quality) {
        return with(
                Feedbacks.typical(),
                section(metrics, quality, Optional.empty()),
                Feedbacks.typical().slo(),
                Overrides.NONE);
    }

    static UnifiedFeedback withObjectives(List<SloReport.Objective> objectives) {
        UnifiedFeedback typical = Feedbacks.typical();
        return with(
                typical,
                typical.cache(),
                Optional.of(new SloReport(typical.slo().orElseThrow().complianceScore(), objectives)),
                Overrides.NONE);
    }

    static UnifiedFeedback withOverrides(Overrides overrides) {
        UnifiedFeedback typical = Feedbacks.typical();
        return with(typical, typical.cache(), typical.slo(), overrides);
    }

    static UnifiedFeedback named(String cache) {
        UnifiedFeedback bare = Feedbacks.bare();
        return new UnifiedFeedback(
                bare.schemaVersion(),
                bare.timestamp(),
                CacheName.of(cache),
                bare.systemHealth(),
                bare.gate(),
                bare.cache(),
                bare.ttl(),
                bare.size(),
                bare.maturity(),
                bare.roi(),
                bare.slo(),
                bare.costRhythm(),
                bare.overrides(),
                bare.recommendations(),
                bare.missing(),
                bare.notices());
    }

    private static Optional<CacheFeedback> section(CacheMetrics metrics, Quality quality, Optional<Duration> age) {
        CacheFeedback typical = Feedbacks.typical().cache().orElseThrow();
        return Optional.of(new CacheFeedback(
                typical.health(),
                typical.action(),
                metrics.hitRatio(),
                quality,
                age,
                metrics,
                typical.grades(),
                typical.absent()));
    }

    private static UnifiedFeedback with(
            UnifiedFeedback other, Optional<CacheFeedback> cache, Optional<SloReport> slo, Overrides overrides) {
        return new UnifiedFeedback(
                other.schemaVersion(),
                other.timestamp(),
                other.cacheName(),
                other.systemHealth(),
                other.gate(),
                cache,
                other.ttl(),
                other.size(),
                other.maturity(),
                other.roi(),
                slo,
                other.costRhythm(),
                overrides,
                other.recommendations(),
                other.missing(),
                other.notices());
    }
}
