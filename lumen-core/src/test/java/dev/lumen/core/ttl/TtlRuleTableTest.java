package dev.lumen.core.ttl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.advise.TtlContext;
import dev.lumen.api.advise.TtlStrategy;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of SPEC §4, each row at its bounds. */
class TtlRuleTableTest {
    private static final Duration FIVE_MINUTES = Duration.ofSeconds(300);

    private final AdaptiveTtlPolicy policy = new AdaptiveTtlPolicy();

    @ParameterizedTest(name = "hit ratio {0}, memory {1}, {2} evictions/h, trend {3} %: {4} s, {5}")
    @CsvSource({
        "0.80, 0.85,   0,   0, 240, CONSERVATIVE",
        "0.95, 1.00, 500,   9, 240, CONSERVATIVE",
        "0.79, 0.85,   0,   0, 300, MAINTAIN",
        "0.10, 0.99, 500,   9, 300, MAINTAIN",
        "0.70, 0.69, 101,   0, 600, AGGRESSIVE",
        "0.95, 0.10, 101,   0, 600, AGGRESSIVE",
        "0.70, 0.70, 101,   0, 300, MAINTAIN",
        "0.70, 0.84, 101,   9, 300, MAINTAIN",
        "0.70, 0.70, 100,   0, 420, MODERATE",
        "0.79, 0.84,   0,   0, 420, MODERATE",
        "0.00, 0.00,   0,  -9, 420, MODERATE",
        "0.80, 0.84, 100,   2, 420, MODERATE",
        "0.80, 0.84, 100, 1.9, 300, MAINTAIN",
        "1.00, 0.00,   0,  -9, 300, MAINTAIN",
    })
    void the_first_row_that_matches_chooses_direction_and_step(
            double hitRatio, double memory, long evictions, double trend, long seconds, TtlStrategy strategy) {
        TtlAdjustment advice = policy.recommend(context(metrics(hitRatio, memory, evictions))
                .costTrendPercent(OptionalDouble.of(trend))
                .build());
        assertThat(advice.recommendedTtl()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(advice.strategy()).isEqualTo(strategy);
    }

    @ParameterizedTest
    @CsvSource({"0.599, true", "0.60, false"})
    void only_a_hit_ratio_below_60_percent_is_called_low(double hitRatio, boolean low) {
        assertThat(advise(metrics(hitRatio, 0.75, 0)).reasoning().stream()
                        .anyMatch(reason -> reason.text().contains("LOW")))
                .isEqualTo(low);
    }

    @Test
    void a_hit_ratio_without_counts_is_enough_to_decide_but_not_to_promise_money() {
        TtlAdjustment advice = advise(
                Metrics.typical().lookups(Lookups.ratioOnly(Ratio.of(0.65))).build());
        assertThat(advice.recommendedTtl()).isEqualTo(Duration.ofSeconds(420));
        assertThat(advice.expectedCostChangeUsdPerMonth()).isEmpty();
    }

    @Test
    void a_cache_whose_hit_ratio_nobody_knows_gets_no_ttl_advice_and_the_reason() {
        TtlAdjustment advice = advise(Metrics.typical()
                .lookups(Lookups.unknown())
                .removals(Removals.evicted(500))
                .memory(ByteSize.ofMegabytes(10), ByteSize.ofMegabytes(100))
                .build());
        assertThat(advice.strategy()).isEqualTo(TtlStrategy.MAINTAIN);
        assertThat(advice.reasoning()).anyMatch(reason -> reason.text().contains("hit ratio is not known"));
    }

    @Test
    void evictions_of_a_cache_whose_usage_nobody_knows_leave_it_to_the_size() {
        TtlAdjustment advice = advise(Metrics.typical()
                .removals(Removals.evicted(500))
                .gauges(gauges -> Gauges.builder())
                .build());
        assertThat(advice.strategy()).isEqualTo(TtlStrategy.MAINTAIN);
    }

    @Test
    void a_step_that_the_bounds_leave_no_room_for_is_no_step_and_says_so() {
        TtlAdjustment advice = policy.recommend(TtlContext.builder(
                        Observation.measured(metrics(0.65, 0.75, 0)), CacheHealth.GOOD, TtlBounds.DEFAULT.max())
                .build());
        assertThat(advice.strategy()).isEqualTo(TtlStrategy.MAINTAIN);
        assertThat(advice.reasoning()).anyMatch(reason -> reason.text().contains("60 s to 3600 s"));
    }

    @Test
    void a_step_is_cut_at_the_bound() {
        TtlAdjustment advice = policy.recommend(TtlContext.builder(
                        Observation.measured(metrics(0.65, 0.75, 0)), CacheHealth.GOOD, Duration.ofSeconds(3550))
                .build());
        assertThat(advice.recommendedTtl()).isEqualTo(TtlBounds.DEFAULT.max());
        assertThat(advice.strategy()).isEqualTo(TtlStrategy.MODERATE);
    }

    @Test
    void a_ttl_beyond_any_calendar_is_brought_back_rather_than_stepped_from() {
        TtlAdjustment advice = policy.recommend(TtlContext.builder(
                        Observation.measured(metrics(0.65, 0.75, 0)),
                        CacheHealth.GOOD,
                        Duration.ofSeconds(Long.MAX_VALUE))
                .build());
        assertThat(advice.recommendedTtl()).isEqualTo(TtlBounds.DEFAULT.max());
    }

    @Test
    void bounds_below_a_second_are_told_with_their_fractions() {
        Duration half = Duration.ofMillis(500);
        TtlAdjustment advice = policy.recommend(
                TtlContext.builder(Observation.measured(metrics(0.65, 0.75, 0)), CacheHealth.GOOD, half)
                        .bounds(new TtlBounds(half, half, half))
                        .build());
        assertThat(advice.reasoning()).anyMatch(reason -> reason.text().contains("0.5 s to 0.5 s"));
    }

    @ParameterizedTest
    @CsvSource({"AGGRESSIVE, 600", "MODERATE, 420", "CONSERVATIVE, 360", "MAINTAIN, 300"})
    void a_capped_strategy_takes_no_longer_step(TtlStrategy strongest, long seconds) {
        AdaptiveTtlPolicy capped = new AdaptiveTtlPolicy(TtlRules.DEFAULT.capping(strongest));
        assertThat(capped.recommend(context(metrics(0.70, 0.60, 150)).build()).recommendedTtl())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void a_cap_leaves_a_shorter_step_as_it_is() {
        AdaptiveTtlPolicy capped = new AdaptiveTtlPolicy(TtlRules.DEFAULT.capping(TtlStrategy.MODERATE));
        assertThat(capped.recommend(context(metrics(0.85, 0.86, 0)).build()).strategy())
                .isEqualTo(TtlStrategy.CONSERVATIVE);
    }

    private TtlAdjustment advise(CacheMetrics metrics) {
        return policy.recommend(context(metrics).build());
    }

    private static TtlContext.Builder context(CacheMetrics metrics) {
        return TtlContext.builder(Observation.measured(metrics), CacheHealth.GOOD, FIVE_MINUTES);
    }

    private static CacheMetrics metrics(double hitRatio, double memory, long evictions) {
        ByteSize capacity = ByteSize.ofMegabytes(100);
        return Metrics.typical()
                .requests(1_000, hitRatio)
                .removals(Removals.evicted(evictions))
                .memory(capacity.times(memory), capacity)
                .build();
    }
}
