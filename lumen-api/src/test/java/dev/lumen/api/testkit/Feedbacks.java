package dev.lumen.api.testkit;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.Confidence;
import dev.lumen.api.advise.EvidenceKind;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.RoiDecision;
import dev.lumen.api.advise.SizeStrategy;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlStrategy;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.feedback.MissingPart;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.feedback.Recommendation;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.gate.GateScore;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.grade.Grade;
import dev.lumen.api.grade.GradedMetric;
import dev.lumen.api.grade.MetricGrade;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Examples of {@link UnifiedFeedback}: whatever takes a feedback must take all of them. */
public final class Feedbacks {
    private Feedbacks() {}

    /** The examples by name, for {@code @EnumSource}. */
    public enum Example {
        /** {@link Feedbacks#typical()}. */
        TYPICAL,
        /** {@link Feedbacks#bare()}. */
        BARE,
        /** {@link Feedbacks#awkward()}. */
        AWKWARD;

        /** The example. */
        public UnifiedFeedback feedback() {
            return switch (this) {
                case TYPICAL -> typical();
                case BARE -> bare();
                case AWKWARD -> awkward();
            };
        }
    }

    /** Every section present, with the golden figures of the SPEC: the TTL goes from 300 s to 420 s. */
    public static UnifiedFeedback typical() {
        return new UnifiedFeedback(
                UnifiedFeedback.SCHEMA_VERSION,
                Metrics.NOW,
                CacheName.of("ion-api"),
                SystemHealth.GOOD,
                Optional.of(gate()),
                Optional.of(cache(Metrics.typical().build(), Quality.MEASURED, Optional.empty())),
                Optional.of(ttl()),
                Optional.of(size()),
                Overrides.NONE,
                List.of(new Recommendation(
                        Recommendation.Priority.HIGH,
                        "Raise the TTL to 420 s",
                        "300 s",
                        "420 s",
                        "hit ratio up by 2.9 points",
                        "stale answers",
                        Optional.of(Usd.of(-2_117)))),
                List.of(),
                List.of());
    }

    /** Every section absent: a first run whose only source did not answer. */
    public static UnifiedFeedback bare() {
        return new UnifiedFeedback(
                UnifiedFeedback.SCHEMA_VERSION,
                Instant.EPOCH,
                CacheName.of("c"),
                SystemHealth.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Overrides.NONE,
                List.of(),
                List.of(),
                List.of());
    }

    /**
     * Legal, and hard on whoever writes it down: mark-up, quotes, line breaks, a byte order mark, characters outside the
     * Basic Multilingual Plane and Korean in the texts, numbers at the ends of their ranges, a far-off time, long lists.
     */
    public static UnifiedFeedback awkward() {
        String text = "<b>\"a\" & 'b'</b> | *c* `d` \\ {{e}} %s \r\n\t\uFEFF \uD83D\uDE80 캐시";
        CacheMetrics metrics = Metrics.bare()
                .requests(Long.MAX_VALUE, 1)
                .gauges(gauges -> gauges.used(ByteSize.ofBytes(Long.MAX_VALUE)).evictionPolicy(text))
                .build();
        return new UnifiedFeedback(
                UnifiedFeedback.SCHEMA_VERSION,
                Instant.parse("9999-12-31T23:59:59.999999999Z"),
                CacheName.of("<i>\"캐시\" | \uD83D\uDE80</i>"),
                SystemHealth.CRITICAL,
                Optional.of(new GateScore(
                        OptionalDouble.empty(),
                        0,
                        List.of(),
                        List.of(text),
                        SystemHealth.CRITICAL,
                        List.of(new GateScore.Cap(SystemHealth.CRITICAL, text)),
                        Optional.empty())),
                Optional.of(cache(metrics, Quality.STALE, Optional.of(Duration.ofNanos(1)))),
                Optional.of(TtlAdjustment.maintain(
                                Duration.ofMillis(1),
                                Confidence.of(0),
                                EvidenceKind.HISTORY,
                                List.of(Reason.of(text, Double.MIN_VALUE)))
                        .heldBack(Duration.ofDays(3653))),
                Optional.of(CacheSizeAdjustment.unchanged(
                                ByteSize.ofBytes(Long.MAX_VALUE),
                                SizeStrategy.OPTIMIZE,
                                Confidence.of(1),
                                EvidenceKind.ACCESS_PROFILE,
                                List.of(Reason.of(text, -Double.MAX_VALUE)))
                        .heldBack(ByteSize.ofBytes(1))),
                Overrides.NONE
                        .withTtl(Duration.ofNanos(1_500_001))
                        .withSizeLocked()
                        .withOptimizationDisabled(),
                Collections.nCopies(
                        100,
                        new Recommendation(
                                Recommendation.Priority.LOW, text, text, text, text, text, Optional.of(Usd.of(1e-9)))),
                Collections.nCopies(100, new MissingPart(text, MissingReason.FAILED, text)),
                Collections.nCopies(100, text));
    }

    private static GateScore gate() {
        return new GateScore(
                OptionalDouble.of(72.5),
                1,
                List.of(new GateScore.Component("cache", 72.5, 1, 72.5)),
                List.of(),
                SystemHealth.GOOD,
                List.of(new GateScore.Cap(SystemHealth.GOOD, "the cache is GOOD, not OPTIMAL")),
                Optional.of("cache at 100 would add 27.5 points"));
    }

    private static CacheFeedback cache(CacheMetrics metrics, Quality quality, Optional<Duration> age) {
        return new CacheFeedback(
                CacheHealth.GOOD,
                CacheAction.INCREASE_TTL,
                metrics.hitRatio(),
                quality,
                age,
                metrics,
                List.of(new MetricGrade(
                        GradedMetric.HIT_RATIO, metrics.hitRatio().orElseThrow(), Grade.CAUTION)),
                List.of(GradedMetric.P95_LATENCY));
    }

    private static TtlAdjustment ttl() {
        return new TtlAdjustment(
                Duration.ofSeconds(300),
                Duration.ofSeconds(420),
                TtlStrategy.MODERATE,
                Optional.of(Estimate.midway(0, 0.058)),
                Optional.of(Estimate.midway(-4_234, 0)),
                Confidence.of(0.5),
                List.of(Reason.of("hit ratio 72.5 % is below 80.0 %", 0.725)),
                EvidenceKind.RULES,
                Optional.empty());
    }

    private static CacheSizeAdjustment size() {
        return new CacheSizeAdjustment(
                ByteSize.ofMegabytes(256),
                ByteSize.ofMegabytes(384),
                SizeStrategy.SCALE_UP,
                Usd.of(4.672),
                Optional.of(Estimate.midway(-306.6, 0)),
                Optional.of(Usd.of(148.628)),
                OptionalDouble.of(9.7),
                Optional.of(RoiDecision.RECOMMEND),
                Confidence.of(0.3),
                List.of(Reason.of("evictions 42/h with memory usage 90.0 %", 42)),
                EvidenceKind.RULES,
                Optional.empty());
    }
}
