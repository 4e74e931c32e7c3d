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
import dev.lumen.api.signal.Budget;
import dev.lumen.api.signal.CostRhythm;
import dev.lumen.api.signal.Maturity;
import dev.lumen.api.signal.MaturityDimension;
import dev.lumen.api.signal.RhythmState;
import dev.lumen.api.signal.Roi;
import dev.lumen.api.signal.SloComparator;
import dev.lumen.api.signal.SloReport;
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
                Optional.of(maturity()),
                Optional.of(new Roi(Usd.of(600), Usd.of(9.36), OptionalDouble.of(6310.3), 98.44)),
                Optional.of(slo()),
                Optional.of(costRhythm()),
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
                Optional.of(awkwardMaturity(text)),
                Optional.of(new Roi(Usd.of(Double.MAX_VALUE), Usd.ZERO, OptionalDouble.empty(), 100)),
                Optional.of(awkwardSlo(text)),
                Optional.of(awkwardRhythm(text)),
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

    private static Maturity awkwardMaturity(String text) {
        return new Maturity(
                0,
                1,
                Collections.nCopies(
                        100, new MaturityDimension(text, 0, Double.MIN_VALUE, List.of(text, text), Optional.of(text))),
                List.of(new Maturity.Weakness(text, 0, text, 100)));
    }

    private static SloReport awkwardSlo(String text) {
        return new SloReport(
                OptionalDouble.empty(),
                List.of(
                        new SloReport.Objective(
                                text,
                                SloComparator.AT_MOST,
                                Double.MAX_VALUE,
                                OptionalDouble.of(Double.MIN_VALUE),
                                Optional.of(false),
                                OptionalDouble.of(0),
                                OptionalDouble.of(-Double.MAX_VALUE),
                                OptionalDouble.of(Double.MAX_VALUE),
                                OptionalDouble.of(0),
                                true,
                                Double.MAX_VALUE,
                                true),
                        new SloReport.Objective(
                                text,
                                SloComparator.AT_LEAST,
                                1,
                                OptionalDouble.empty(),
                                Optional.empty(),
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                false,
                                1,
                                false)));
    }

    private static CostRhythm awkwardRhythm(String text) {
        Budget budget = new Budget(
                Usd.of(Budget.LEAST_USD),
                Usd.of(Budget.MOST_USD),
                Optional.of(new Budget.Period(Duration.ofNanos(2), Duration.ofNanos(1))));
        return new CostRhythm(
                RhythmState.CHAOTIC,
                OptionalDouble.of(0),
                OptionalDouble.of(-1),
                OptionalDouble.of(1),
                OptionalDouble.of(Double.MAX_VALUE),
                OptionalDouble.of(-100),
                Integer.MAX_VALUE,
                Instant.parse("9999-12-31T23:59:59.999999999Z"),
                Optional.of(budget),
                OptionalDouble.of(budget.usedRatio()),
                Optional.of(Usd.of(Double.MAX_VALUE)),
                List.of(Reason.of(text, Double.MIN_VALUE)));
    }

    private static Maturity maturity() {
        return new Maturity(
                82,
                5,
                List.of(
                        new MaturityDimension(
                                "logging", 75, 1, List.of("logs are structured"), Optional.of("add the request's id")),
                        MaturityDimension.of("testing", 80),
                        MaturityDimension.of("monitoring", 91)),
                List.of(new Maturity.Weakness("logging", 75, "add the request's id", 8.333)));
    }

    private static SloReport slo() {
        return new SloReport(
                OptionalDouble.of(100),
                List.of(
                        objective("latency", SloComparator.AT_LEAST, 0.90, 0.95, 0.5, true),
                        objective("error rate", SloComparator.AT_MOST, 0.02, 0.008, 0.6, false),
                        objective("availability", SloComparator.AT_LEAST, 0.995, 0.997, 0.4, false),
                        objective("cache hit ratio", SloComparator.AT_LEAST, 0.70, 0.72, 0.0667, false)));
    }

    private static SloReport.Objective objective(
            String name, SloComparator comparator, double objective, double actual, double left, boolean key) {
        return new SloReport.Objective(
                name,
                comparator,
                objective,
                OptionalDouble.of(actual),
                Optional.of(true),
                OptionalDouble.of(1),
                OptionalDouble.of(left),
                OptionalDouble.of(0.7),
                OptionalDouble.of(0.4),
                false,
                1,
                key);
    }

    private static CostRhythm costRhythm() {
        return new CostRhythm(
                RhythmState.RESONANT,
                OptionalDouble.of(0.82),
                OptionalDouble.of(-0.15),
                OptionalDouble.of(0.25),
                OptionalDouble.of(0.3),
                OptionalDouble.of(1.2),
                14,
                Metrics.NOW,
                Optional.of(new Budget(
                        Usd.of(1000),
                        Usd.of(780),
                        Optional.of(new Budget.Period(Duration.ofDays(30), Duration.ofSeconds(2_050_000))))),
                OptionalDouble.of(0.78),
                Optional.of(Usd.of(986)),
                List.of(Reason.of("coherence 0.82 is that of resonance", 0.82)));
    }

    private static GateScore gate() {
        return new GateScore(
                OptionalDouble.of(89.532),
                1,
                List.of(
                        new GateScore.Component("roi", 98.44, 0.30, 29.532),
                        new GateScore.Component("slo", 100, 0.25, 25),
                        new GateScore.Component("maturity", 82, 0.25, 20.5),
                        new GateScore.Component("cache", 72.5, 0.20, 14.5)),
                List.of(),
                SystemHealth.GOOD,
                List.of(new GateScore.Cap(SystemHealth.GOOD, "the cache is GOOD, not OPTIMAL")),
                Optional.of("a maturity score of 100 adds 4.5 points"));
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
