package dev.lumen.core.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeContext;
import dev.lumen.api.advise.SizeGrid;
import dev.lumen.api.advise.SizeStrategy;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import org.junit.jupiter.api.Test;

/** Sizes come on a grid, within bounds, and may be locked (SPEC §5). */
class SizesThatCanBeHadTest {
    private static final SizeBounds UP_TO_8_GIB = new SizeBounds(ByteSize.ofMegabytes(10), ByteSize.ofGibibytes(8));

    private final RoiSizeOptimizer optimizer = new RoiSizeOptimizer();

    @Test
    void a_saving_that_no_purchasable_step_realises_is_nothing_and_says_so() {
        CacheSizeAdjustment advice = optimizer.recommend(idle(ByteSize.ofMegabytes(100), ByteSize.ofGibibytes(1))
                .bounds(UP_TO_8_GIB)
                .grid(SizeGrid.GIBIBYTES)
                .build());
        assertThat(advice.strategy()).isEqualTo(SizeStrategy.MAINTAIN);
        assertThat(advice.memoryCostChangeUsdPerMonth()).isEqualTo(Usd.ZERO);
        assertThat(advice.reasoning()).anyMatch(reason -> reason.text().contains("saving is $0"));
    }

    @Test
    void a_smaller_size_is_the_next_whole_step_that_holds_enough() {
        CacheSizeAdjustment advice = optimizer.recommend(idle(ByteSize.ofMegabytes(1_600), ByteSize.ofGibibytes(4))
                .bounds(UP_TO_8_GIB)
                .grid(SizeGrid.GIBIBYTES)
                .build());
        assertThat(advice.recommendedSize()).isEqualTo(ByteSize.ofGibibytes(3));
    }

    @Test
    void a_larger_size_is_the_next_whole_step() {
        CacheSizeAdjustment advice = optimizer.recommend(full(ByteSize.ofGibibytes(1))
                .bounds(UP_TO_8_GIB)
                .grid(SizeGrid.GIBIBYTES)
                .build());
        assertThat(advice.recommendedSize()).isEqualTo(ByteSize.ofGibibytes(2));
    }

    @Test
    void growth_stops_at_the_bound() {
        assertThat(optimizer.recommend(full(ByteSize.ofMegabytes(800)).build()).recommendedSize())
                .isEqualTo(SizeBounds.DEFAULT.max());
    }

    @Test
    void a_cache_at_its_bound_stays_and_says_so() {
        CacheSizeAdjustment advice =
                optimizer.recommend(full(SizeBounds.DEFAULT.max()).build());
        assertThat(advice.strategy()).isEqualTo(SizeStrategy.MAINTAIN);
        assertThat(advice.reasoning()).anyMatch(reason -> reason.text().contains("10 MB to 1024 MB"));
    }

    @Test
    void growth_without_a_step_below_the_bound_is_said_to_have_none() {
        CacheSizeAdjustment advice = optimizer.recommend(full(ByteSize.ofMegabytes(256))
                .bounds(new SizeBounds(ByteSize.ofMegabytes(10), ByteSize.ofMegabytes(900)))
                .grid(SizeGrid.GIBIBYTES)
                .build());
        assertThat(advice.strategy()).isEqualTo(SizeStrategy.MAINTAIN);
        assertThat(advice.reasoning()).anyMatch(reason -> reason.text().contains("steps of 1024 MB"));
    }

    @Test
    void a_size_below_its_bounds_grows_into_them() {
        CacheSizeAdjustment advice =
                optimizer.recommend(full(ByteSize.ofMegabytes(4)).build());
        assertThat(advice.recommendedSize()).isEqualTo(SizeBounds.DEFAULT.min());
    }

    @Test
    void a_size_above_its_bounds_that_holds_too_much_to_fit_stays() {
        CacheSizeAdjustment advice =
                optimizer.recommend(full(ByteSize.ofGibibytes(2)).build());
        assertThat(advice.strategy()).isEqualTo(SizeStrategy.MAINTAIN);
        assertThat(advice.reasoning()).anyMatch(reason -> reason.text().contains("outside its bounds"));
    }

    @Test
    void a_size_above_its_bounds_that_would_fit_is_brought_back_to_a_size_that_can_be_had() {
        CacheSizeAdjustment advice = optimizer.recommend(idle(ByteSize.ofMegabytes(700), ByteSize.ofGibibytes(1))
                .bounds(new SizeBounds(ByteSize.ofMegabytes(10), ByteSize.ofMegabytes(1_000)))
                .grid(new SizeGrid(ByteSize.ofMegabytes(300)))
                .build());
        assertThat(advice.recommendedSize()).isEqualTo(ByteSize.ofMegabytes(900));
    }

    @Test
    void a_locked_size_stays_and_says_what_the_lock_held_back_and_why() {
        CacheSizeAdjustment advice = optimizer.recommend(full(ByteSize.ofMegabytes(256))
                .overrides(Overrides.NONE.withSizeLocked())
                .build());
        assertThat(advice.strategy()).isEqualTo(SizeStrategy.MAINTAIN);
        assertThat(advice.withoutLock()).contains(ByteSize.ofMegabytes(384));
        assertThat(advice.reasoning().get(0).text()).isEqualTo("the size is locked");
        assertThat(advice.reasoning()).anyMatch(reason -> reason.text().contains("evictions are 150/h"));
    }

    private static SizeContext.Builder full(ByteSize size) {
        return context(size.times(0.95), size, 150);
    }

    private static SizeContext.Builder idle(ByteSize used, ByteSize size) {
        return context(used, size, 0);
    }

    private static SizeContext.Builder context(ByteSize used, ByteSize size, long evictions) {
        return SizeContext.builder(
                Observation.measured(Metrics.typical()
                        .memory(used, size)
                        .removals(Removals.evicted(evictions))
                        .build()),
                CacheHealth.GOOD,
                size);
    }
}
