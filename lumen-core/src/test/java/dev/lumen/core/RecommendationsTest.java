package dev.lumen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.Confidence;
import dev.lumen.api.advise.EvidenceKind;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.SizeStrategy;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlStrategy;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.feedback.Recommendation;
import dev.lumen.api.feedback.Recommendation.Priority;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.grade.CacheVerdict;
import dev.lumen.api.grade.Grade;
import dev.lumen.api.grade.GradedMetric;
import dev.lumen.api.grade.MetricGrade;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example hour has 10,000 misses: $100 an hour, $73,000 a month. */
class RecommendationsTest {
    private static final List<Reason> WHY = List.of(Reason.of("because"));
    private static final CacheMetrics HOUR =
            Metrics.typical().requests(20_000, 0.5).build();
    private static final double MONTHLY = 73_000;

    @Test
    void the_larger_saving_comes_first_whatever_its_priority() {
        assertThat(of(CacheHealth.GOOD, ttl(-100), size(SizeStrategy.SCALE_DOWN, Optional.of(Usd.of(200)))))
                .map(Recommendation::title)
                .containsExactly("Decrease cache size", "Increase TTL");
    }

    @Test
    void money_comes_before_risk() {
        assertThat(of(CacheHealth.POOR, ttl(-100), size(SizeStrategy.SCALE_DOWN, Optional.of(Usd.of(200)))))
                .map(Recommendation::priority)
                .containsExactly(Priority.LOW, Priority.HIGH);
    }

    @Test
    void a_saving_that_is_not_known_comes_after_those_that_are() {
        assertThat(of(CacheHealth.GOOD, ttl(0), size(SizeStrategy.SCALE_UP, Optional.empty())))
                .map(Recommendation::title)
                .containsExactly("Increase TTL", "Increase cache size");
    }

    @Test
    void a_saving_that_is_not_known_comes_before_a_loss() {
        assertThat(of(CacheHealth.GOOD, ttl(50), size(SizeStrategy.SCALE_UP, Optional.empty())))
                .map(Recommendation::title)
                .containsExactly("Increase cache size", "Increase TTL");
    }

    @ParameterizedTest
    @CsvSource({"0.10, HIGH", "0.0999, MEDIUM", "0.02, MEDIUM", "0.0199, LOW", "-0.5, LOW"})
    void a_saving_has_the_priority_of_its_share_of_the_api_cost(double share, Priority priority) {
        assertThat(of(CacheHealth.GOOD, ttl(-share * MONTHLY), Optional.empty()))
                .map(Recommendation::priority)
                .containsExactly(priority);
    }

    @ParameterizedTest
    @CsvSource({"DEGRADED, HIGH", "POOR, HIGH", "FAILED, HIGH", "GOOD, LOW", "OPTIMAL, LOW"})
    void what_holds_the_health_down_is_high(CacheHealth health, Priority priority) {
        assertThat(of(health, ttl(0), Optional.empty()))
                .map(Recommendation::priority)
                .containsExactly(priority);
    }

    @ParameterizedTest
    @CsvSource({"HIT_RATIO, LOW", "MEMORY_USAGE, HIGH", "EVICTIONS, LOW", "P95_LATENCY, LOW"})
    void a_shorter_ttl_is_high_only_where_it_frees_memory_that_is_short(GradedMetric bad, Priority priority) {
        Optional<TtlAdjustment> shorter = Optional.of(ttl(Duration.ofSeconds(300), Duration.ofSeconds(240), 5));
        assertThat(Recommendations.of(
                        Optional.of(HOUR),
                        Prices.DEFAULT,
                        verdict(CacheHealth.DEGRADED, Grade.BAD, bad),
                        shorter,
                        Optional.empty(),
                        List.of()))
                .map(Recommendation::priority)
                .containsExactly(priority);
    }

    @Test
    void advice_to_change_nothing_is_no_recommendation() {
        Optional<TtlAdjustment> maintain = Optional.of(
                TtlAdjustment.maintain(Duration.ofSeconds(300), Confidence.of(0.5), EvidenceKind.RULES, WHY));
        assertThat(of(CacheHealth.GOOD, maintain, unchanged(SizeStrategy.MAINTAIN, "fine")))
                .isEmpty();
    }

    @Test
    void memory_to_be_watched_is_a_medium_recommendation() {
        assertThat(of(CacheHealth.GOOD, Optional.empty(), unchanged(SizeStrategy.MAINTAIN, "watch memory: soon full")))
                .singleElement()
                .satisfies(advice -> {
                    assertThat(advice.priority()).isEqualTo(Priority.MEDIUM);
                    assertThat(advice.title()).isEqualTo("Watch memory");
                });
    }

    @Test
    void a_policy_to_be_reviewed_is_a_recommendation_without_a_price() {
        assertThat(of(CacheHealth.GOOD, Optional.empty(), unchanged(SizeStrategy.OPTIMIZE, "why")))
                .singleElement()
                .satisfies(advice -> {
                    assertThat(advice.title()).contains("eviction policy");
                    assertThat(advice.costImpactUsdPerMonth()).isEmpty();
                });
    }

    @Test
    void a_ttl_below_a_second_is_told_with_its_fraction() {
        Optional<TtlAdjustment> advice = Optional.of(ttl(Duration.ofMillis(500), Duration.ofMillis(750), -1));
        assertThat(of(CacheHealth.GOOD, advice, Optional.empty()))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.current()).isEqualTo("0.5 s");
                    assertThat(told.recommended()).isEqualTo("0.75 s");
                });
    }

    private static List<Recommendation> of(
            CacheHealth health, Optional<TtlAdjustment> ttl, Optional<CacheSizeAdjustment> size) {
        return Recommendations.of(Optional.of(HOUR), Prices.DEFAULT, verdict(health), ttl, size, List.of());
    }

    /** Where the health is not well, it is for the hit ratio. */
    private static CacheVerdict verdict(CacheHealth health) {
        boolean well = health == CacheHealth.GOOD || health == CacheHealth.OPTIMAL;
        return verdict(health, well ? Grade.GOOD : Grade.BAD, GradedMetric.HIT_RATIO);
    }

    private static CacheVerdict verdict(CacheHealth health, Grade grade, GradedMetric metric) {
        return new CacheVerdict(health, List.of(new MetricGrade(metric, 0.95, grade)));
    }

    private static Optional<TtlAdjustment> ttl(double costChange) {
        return Optional.of(ttl(Duration.ofSeconds(300), Duration.ofSeconds(420), costChange));
    }

    private static TtlAdjustment ttl(Duration from, Duration to, double costChange) {
        return new TtlAdjustment(
                from,
                to,
                TtlStrategy.MODERATE,
                Optional.empty(),
                Optional.of(new Estimate(costChange, costChange, costChange)),
                Confidence.of(0.5),
                WHY,
                EvidenceKind.RULES,
                Optional.empty());
    }

    private static Optional<CacheSizeAdjustment> size(SizeStrategy strategy, Optional<Usd> saving) {
        ByteSize next = ByteSize.ofMegabytes(strategy == SizeStrategy.SCALE_UP ? 384 : 128);
        return Optional.of(new CacheSizeAdjustment(
                ByteSize.ofMegabytes(256),
                next,
                strategy,
                Usd.ZERO,
                Optional.empty(),
                saving,
                OptionalDouble.empty(),
                Optional.empty(),
                Confidence.of(0.5),
                WHY,
                EvidenceKind.RULES,
                Optional.empty()));
    }

    private static Optional<CacheSizeAdjustment> unchanged(SizeStrategy strategy, String why) {
        return Optional.of(CacheSizeAdjustment.unchanged(
                ByteSize.ofMegabytes(256), strategy, Confidence.of(0.5), EvidenceKind.RULES, List.of(Reason.of(why))));
    }
}
