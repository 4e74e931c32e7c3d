package dev.lumen.core.ttl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.advise.Confidence;
import dev.lumen.api.advise.EvidenceKind;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlContext;
import dev.lumen.api.advise.TtlExperience;
import dev.lumen.api.advise.TtlStrategy;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AdaptiveTtlPolicyTest {
    private static final Duration FIVE_MINUTES = Duration.ofSeconds(300);

    private final AdaptiveTtlPolicy policy = new AdaptiveTtlPolicy();

    @Test
    void the_golden_case_of_the_spec_moves_300_s_to_420_s() {
        TtlAdjustment advice = policy.recommend(context(metrics(0.65, 0.75, 0), FIVE_MINUTES)
                .costTrendPercent(OptionalDouble.of(3.5))
                .build());
        assertThat(advice.recommendedTtl()).isEqualTo(Duration.ofSeconds(420));
        assertThat(advice.strategy()).isEqualTo(TtlStrategy.MODERATE);
        assertThat(advice.reasoning()).anyMatch(reason -> reason.text().contains("3.5"));
    }

    @Test
    void the_renewal_model_is_the_far_end_of_the_interval() {
        Estimate change = policy.recommend(
                        context(metrics(0.65, 0.75, 0), FIVE_MINUTES).build())
                .expectedHitRatioChange()
                .orElseThrow();
        assertThat(change.low()).isZero();
        assertThat(0.65 + change.high()).isCloseTo(0.722, within(0.0005));
        assertThat(change.value()).isCloseTo(change.high() / 2, within(1e-12));
    }

    @Test
    void pressure_with_hits_to_spare_takes_a_little_off() {
        assertThat(seconds(metrics(0.85, 0.86, 0))).isEqualTo(240);
    }

    @Test
    void pressure_without_hits_to_spare_leaves_it_to_the_size() {
        assertThat(seconds(metrics(0.70, 0.86, 0))).isEqualTo(300);
    }

    @Test
    void evictions_with_room_left_ask_for_an_aggressive_increase() {
        assertThat(seconds(metrics(0.70, 0.60, 150))).isEqualTo(600);
    }

    @Test
    void evictions_without_room_left_leave_it_to_the_size() {
        assertThat(seconds(metrics(0.70, 0.75, 150))).isEqualTo(300);
    }

    @Test
    void a_rising_bill_alone_asks_for_a_moderate_increase() {
        TtlAdjustment advice = policy.recommend(context(metrics(0.85, 0.75, 0), FIVE_MINUTES)
                .costTrendPercent(OptionalDouble.of(2))
                .build());
        assertThat(advice.recommendedTtl()).isEqualTo(Duration.ofSeconds(420));
    }

    @Test
    void an_override_holds_and_says_what_it_held_back() {
        TtlAdjustment advice = policy.recommend(context(metrics(0.65, 0.75, 0), FIVE_MINUTES)
                .overrides(Overrides.NONE.withTtl(Duration.ofSeconds(600)))
                .build());
        assertThat(advice.strategy()).isEqualTo(TtlStrategy.MAINTAIN);
        assertThat(advice.recommendedTtl()).isEqualTo(Duration.ofSeconds(600));
        assertThat(advice.withoutOverride()).contains(Duration.ofSeconds(420));
        assertThat(advice.reasoning()).map(Reason::text).contains("the TTL in force is still 300 s");
    }

    @Test
    void a_ttl_beyond_its_bounds_comes_back_for_that_reason_alone() {
        TtlAdjustment advice = policy.recommend(
                context(metrics(0.65, 0.75, 0), Duration.ofSeconds(5000)).build());
        assertThat(advice.recommendedTtl()).isEqualTo(Duration.ofSeconds(3600));
        assertThat(advice.reasoning())
                .map(Reason::text)
                .containsExactly("the TTL in force is outside its bounds, 60 s to 3600 s, which come before all else");
    }

    @Test
    void a_forced_strategy_sets_the_step_but_not_the_direction() {
        AdaptiveTtlPolicy forced = new AdaptiveTtlPolicy(TtlRules.DEFAULT.forcing(TtlStrategy.AGGRESSIVE));
        TtlAdjustment down = forced.recommend(
                context(metrics(0.85, 0.86, 0), Duration.ofSeconds(900)).build());
        assertThat(down.recommendedTtl()).isEqualTo(Duration.ofSeconds(600));
    }

    @Test
    void two_past_ttls_with_a_clear_response_become_the_evidence() {
        List<TtlExperience> history = Stream.of(60, 120, 240, 300)
                .map(ttl -> new TtlExperience(Duration.ofSeconds(ttl), 1_000_000, renewal(ttl)))
                .toList();
        TtlAdjustment advice = policy.recommend(
                context(metrics(0.65, 0.75, 0), FIVE_MINUTES).history(history).build());
        assertThat(advice.evidence()).isEqualTo(EvidenceKind.HISTORY);
        assertThat(advice.expectedHitRatioChange().orElseThrow().value()).isCloseTo(0.072, within(0.001));
        assertThat(advice.confidence().label()).isEqualTo(Confidence.Label.HIGH);
    }

    private long seconds(CacheMetrics metrics) {
        return policy.recommend(context(metrics, FIVE_MINUTES).build())
                .recommendedTtl()
                .toSeconds();
    }

    private static long renewal(int ttl) {
        double odds = 0.65 / 0.35 * ttl / 300;
        return Math.round(1_000_000 * odds / (1 + odds));
    }

    private static TtlContext.Builder context(CacheMetrics metrics, Duration ttl) {
        return TtlContext.builder(Observation.measured(metrics), CacheHealth.GOOD, ttl);
    }

    private static CacheMetrics metrics(double hitRatio, double memory, long evictions) {
        ByteSize capacity = ByteSize.ofMegabytes(256);
        long hits = Math.round(hitRatio * 1_000_000);
        return new CacheMetrics(
                CacheName.of("c"),
                Window.ending(Instant.EPOCH, Duration.ofHours(1)),
                Lookups.counted(hits, 1_000_000 - hits),
                Removals.evicted(evictions),
                Gauges.builder().used(capacity.times(memory)).capacity(capacity).build(),
                "test");
    }
}
