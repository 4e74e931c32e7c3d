package dev.lumen.core.ttl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.advise.TtlContext;
import dev.lumen.api.advise.TtlStrategy;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.testkit.Generators;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class AdaptiveTtlPolicyProperties {
    private final AdaptiveTtlPolicy policy = new AdaptiveTtlPolicy();

    @Property
    void no_change_goes_further_than_the_step_of_its_strategy(@ForAll("contexts") TtlContext context) {
        TtlAdjustment advice = policy.recommend(context);
        assertThat(Duration.between(Metrics.NOW.plus(advice.currentTtl()), Metrics.NOW.plus(advice.recommendedTtl()))
                        .abs())
                .isLessThanOrEqualTo(TtlRules.DEFAULT.step(advice.strategy()));
    }

    @Property
    void fewer_hits_never_make_a_shorter_ttl(
            @ForAll("cases") Case given, @ForAll @DoubleRange(min = 0, max = 1) double other) {
        Case fewer = given.withHitRatio(Math.min(given.hitRatio, other));
        Case more = given.withHitRatio(Math.max(given.hitRatio, other));
        assertThat(recommended(fewer)).isGreaterThanOrEqualTo(recommended(more));
    }

    @Property
    void more_memory_in_use_never_makes_a_longer_ttl(
            @ForAll("cases") Case given, @ForAll @DoubleRange(min = 0, max = 1) double other) {
        Case looser = given.withMemory(Math.min(given.memory, other));
        Case fuller = given.withMemory(Math.max(given.memory, other));
        assertThat(recommended(fuller)).isLessThanOrEqualTo(recommended(looser));
    }

    @Property
    void a_bill_that_rises_faster_never_makes_a_shorter_ttl(
            @ForAll("cases") Case given, @ForAll @DoubleRange(min = -50, max = 50) double other) {
        Case slower = given.withTrend(Math.min(given.trend, other));
        Case faster = given.withTrend(Math.max(given.trend, other));
        assertThat(recommended(faster)).isGreaterThanOrEqualTo(recommended(slower));
    }

    @Property
    void a_ttl_outside_the_bounds_is_brought_back_where_no_row_moves_it(@ForAll("ttls") Duration ttl) {
        TtlAdjustment advice =
                policy.recommend(new Case(0.9, 0.75, 0, 0, ttl).context().build());
        assertThat(advice.recommendedTtl()).isEqualTo(TtlBounds.DEFAULT.clamp(ttl));
    }

    @Property
    void a_longer_ttl_promises_no_fewer_hits_and_a_shorter_one_no_more(@ForAll("contexts") TtlContext context) {
        TtlAdjustment advice = policy.recommend(context);
        int direction = Integer.signum(advice.recommendedTtl().compareTo(advice.currentTtl()));
        advice.expectedHitRatioChange().ifPresent(change -> {
            assertThat(direction * change.low()).isGreaterThanOrEqualTo(0);
            assertThat(direction * change.high()).isGreaterThanOrEqualTo(0);
        });
    }

    @Property
    void a_forced_strategy_never_turns_the_direction_round(@ForAll("cases") Case given, @ForAll TtlStrategy strategy) {
        AdaptiveTtlPolicy forced = new AdaptiveTtlPolicy(TtlRules.DEFAULT.forcing(strategy));
        TtlContext context = given.context().build();
        int free = policy.recommend(context).recommendedTtl().compareTo(given.ttl);
        int held = forced.recommend(context).recommendedTtl().compareTo(given.ttl);
        assertThat(Integer.signum(held)).isIn(0, Integer.signum(free));
    }

    @Provide
    Arbitrary<TtlContext> contexts() {
        return Generators.ttlContexts();
    }

    @Provide
    Arbitrary<Duration> ttls() {
        return Generators.ttls();
    }

    @Provide
    Arbitrary<Case> cases() {
        return Combinators.combine(
                        Generators.shares(),
                        Generators.shares(),
                        Arbitraries.oneOf(
                                Arbitraries.of(0L, 100L, 101L),
                                Arbitraries.longs().between(0, 1_000)),
                        Arbitraries.doubles().between(-50, 50),
                        Arbitraries.longs().between(60, 3600).map(Duration::ofSeconds))
                .as(Case::new);
    }

    private Duration recommended(Case given) {
        return policy.recommend(given.context().build()).recommendedTtl();
    }

    /** What the rules look at. */
    private record Case(double hitRatio, double memory, long evictions, double trend, Duration ttl) {
        Case withHitRatio(double next) {
            return new Case(next, memory, evictions, trend, ttl);
        }

        Case withMemory(double next) {
            return new Case(hitRatio, next, evictions, trend, ttl);
        }

        Case withTrend(double next) {
            return new Case(hitRatio, memory, evictions, next, ttl);
        }

        TtlContext.Builder context() {
            ByteSize capacity = ByteSize.ofMegabytes(256);
            CacheMetrics metrics = Metrics.typical()
                    .requests(1_000_000, hitRatio)
                    .removals(Removals.evicted(evictions))
                    .memory(capacity.times(memory), capacity)
                    .build();
            return TtlContext.builder(Observation.measured(metrics), CacheHealth.GOOD, ttl)
                    .costTrendPercent(OptionalDouble.of(trend));
        }
    }
}
