package dev.lumen.core.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.RoiDecision;
import dev.lumen.api.advise.SizeContext;
import dev.lumen.api.advise.SizeStrategy;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.units.ByteSize;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of SPEC §5, each row at its bounds. */
class SizeRuleTableTest {
    private static final ByteSize CURRENT = ByteSize.ofMegabytes(200);

    private final RoiSizeOptimizer optimizer = new RoiSizeOptimizer();

    @ParameterizedTest(name = "usage {0}, {1} evictions/h, hit ratio {2}: {3}, {4} MB")
    @CsvSource({
        "0.849, 101, 0.70, OPTIMIZE,   200",
        "0.100, 101, 0.70, OPTIMIZE,   200",
        "0.850, 101, 0.70, SCALE_UP,   300",
        "0.900,   1, 0.70, MAINTAIN,   200",
        "0.900,   3, 0.70, SCALE_UP,   300",
        "0.899, 100, 0.79, MAINTAIN,   200",
        "0.850,   4, 0.80, SCALE_UP,   300",
        "0.900,   0, 0.95, MAINTAIN,   200",
        "0.499,   0, 0.70, SCALE_DOWN, 129",
        "0.499, 100, 0.70, SCALE_DOWN, 129",
        "0.100,   0, 0.70, SCALE_DOWN, 100",
        "0.500,   0, 0.70, MAINTAIN,   200",
        "0.775,  99, 0.99, MAINTAIN,   200",
    })
    void the_first_row_that_matches_chooses_the_size(
            double usage, long evictions, double hitRatio, SizeStrategy strategy, long megabytes) {
        CacheSizeAdjustment advice = advise(metrics(usage, evictions, hitRatio));
        assertThat(advice.strategy()).isEqualTo(strategy);
        assertThat(advice.recommendedSize()).isEqualTo(ByteSize.ofMegabytes(megabytes));
    }

    @Test
    void the_golden_case_of_the_spec_grows_256_mb_to_384_mb() {
        CacheSizeAdjustment advice = optimizer.recommend(SizeContext.builder(
                        Observation.measured(Metrics.typical()
                                .requests(10_000, 0.70)
                                .removals(Removals.evicted(150))
                                .memory(ByteSize.ofMegabytes(240), ByteSize.ofMegabytes(256))
                                .build()),
                        CacheHealth.DEGRADED,
                        ByteSize.ofMegabytes(256))
                .build());
        assertThat(advice.strategy()).isEqualTo(SizeStrategy.SCALE_UP);
        assertThat(advice.recommendedSize()).isEqualTo(ByteSize.ofMegabytes(384));
        assertThat(advice.memoryCostChangeUsdPerMonth().amount()).isCloseTo(4.67, within(0.005));
    }

    @Test
    void growing_before_it_evicts_much_is_at_most_to_be_considered() {
        assertThat(advise(metrics(0.86, 90, 0.85)).decision()).contains(RoiDecision.CONSIDER);
    }

    @Test
    void growing_on_low_confidence_is_at_most_recommended() {
        assertThat(advise(metrics(0.95, 5_000, 0.70)).decision()).contains(RoiDecision.RECOMMEND);
    }

    @Test
    void what_growth_saves_lies_between_nothing_and_a_miss_for_each_eviction() {
        assertThat(advise(metrics(0.95, 200, 0.70)).apiCostChangeUsdPerMonth().orElseThrow())
                .satisfies(change -> {
                    assertThat(change.low()).isCloseTo(-200 * 730 * 0.01, within(1e-9));
                    assertThat(change.value()).isCloseTo(-100 * 730 * 0.01, within(1e-9));
                    assertThat(change.high()).isZero();
                });
    }

    @Test
    void growth_saves_no_more_misses_than_there_are() {
        CacheMetrics metrics = metrics(0.95, 200, 0.999);
        double misses = metrics.lookups().misses().orElseThrow();
        assertThat(advise(metrics).apiCostChangeUsdPerMonth().orElseThrow().low())
                .isCloseTo(-misses * 730 * 0.01, within(1e-9));
    }

    @Test
    void growth_that_costs_more_than_it_saves_is_turned_down_with_its_score() {
        CacheSizeAdjustment advice = advise(metrics(0.95, 1, 0.70));
        assertThat(advice.strategy()).isEqualTo(SizeStrategy.MAINTAIN);
        assertThat(advice.decision()).contains(RoiDecision.NOT_RECOMMENDED);
        assertThat(advice.roiScore().orElseThrow()).isLessThan(2);
    }

    @Test
    void evictions_with_room_left_and_memory_in_holes_ask_to_defragment() {
        assertThat(texts(advise(Metrics.typical()
                        .removals(Removals.evicted(500))
                        .gauges(gauges -> gauges.fragmentationRatio(1.8).evictionPolicy("allkeys-lru"))
                        .build())))
                .contains("fragmentation ratio is 1.80", "defragment", "allkeys-lru");
    }

    @Test
    void evictions_with_room_left_and_memory_in_one_piece_ask_to_review_the_policy() {
        assertThat(texts(advise(Metrics.typical()
                        .removals(Removals.evicted(500))
                        .gauges(gauges -> gauges.fragmentationRatio(1.1).evictionPolicy("volatile-ttl"))
                        .build())))
                .contains("fragmentation ratio is 1.10, not the cause", "volatile-ttl: review it");
    }

    @Test
    void a_cache_whose_look_ups_are_not_known_is_sized_by_memory_and_evictions() {
        CacheMetrics shared = Metrics.typical()
                .lookups(Lookups.unknown())
                .removals(Removals.evicted(300))
                .memory(CURRENT.times(0.95), CURRENT)
                .build();
        CacheSizeAdjustment advice =
                optimizer.recommend(SizeContext.builder(Observation.measured(shared), CacheHealth.UNKNOWN, CURRENT)
                        .build());
        assertThat(advice.strategy()).isEqualTo(SizeStrategy.SCALE_UP);
        assertThat(texts(advice)).contains("hits and misses are not known");
    }

    @Test
    void a_cache_with_too_few_look_ups_is_left_as_it_is() {
        CacheMetrics quiet = Metrics.typical()
                .requests(10, 0.5)
                .removals(Removals.evicted(300))
                .memory(CURRENT.times(0.95), CURRENT)
                .build();
        assertThat(optimizer
                        .recommend(SizeContext.builder(Observation.measured(quiet), CacheHealth.UNKNOWN, CURRENT)
                                .build())
                        .strategy())
                .isEqualTo(SizeStrategy.MAINTAIN);
    }

    @ParameterizedTest
    @CsvSource({"0.01, true", "0.0074, false", "-0.01, false"})
    void usage_that_reaches_85_percent_within_a_week_is_to_be_watched(double perDay, boolean watched) {
        CacheSizeAdjustment advice = optimizer.recommend(
                SizeContext.builder(Observation.measured(metrics(0.798, 0, 0.70)), CacheHealth.GOOD, CURRENT)
                        .usageTrendPerDay(OptionalDouble.of(perDay))
                        .build());
        assertThat(texts(advice).contains("watch memory")).isEqualTo(watched);
    }

    private CacheSizeAdjustment advise(CacheMetrics metrics) {
        return optimizer.recommend(SizeContext.builder(Observation.measured(metrics), CacheHealth.GOOD, CURRENT)
                .build());
    }

    private static String texts(CacheSizeAdjustment advice) {
        return advice.reasoning().stream().map(reason -> reason.text()).reduce("", (all, text) -> all + text + "\n");
    }

    private static CacheMetrics metrics(double usage, long evictions, double hitRatio) {
        return Metrics.typical()
                .requests(10_000, hitRatio)
                .removals(Removals.evicted(evictions))
                .memory(CURRENT.times(usage), CURRENT)
                .build();
    }
}
