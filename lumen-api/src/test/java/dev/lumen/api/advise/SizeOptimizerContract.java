package dev.lumen.api.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.testkit.Generators;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What every {@link SizeOptimizer} must do, whatever it looks at. */
public abstract class SizeOptimizerContract {
    /** Money is summed in floating point: results may be off by this share of the terms. */
    private static final double ROUNDING = 1e-9;

    /** The optimiser under test. */
    protected abstract SizeOptimizer optimizer();

    /** Contexts that an optimiser may decide on; a subclass may add what its optimiser looks at. */
    @Provide
    protected Arbitrary<SizeContext> contexts() {
        return Generators.sizeContexts();
    }

    /** Contexts that no optimiser may decide on. */
    @Provide
    protected Arbitrary<SizeContext> undecidableContexts() {
        return Generators.undecidableSizeContexts();
    }

    @Property
    public void a_change_stays_within_the_bounds(@ForAll("contexts") SizeContext context) {
        assertThat(optimizer().recommend(context).recommendedSize())
                .isBetween(context.bounds().min(), context.bounds().max());
    }

    @Property
    public void a_change_lands_on_the_grid(@ForAll("contexts") SizeContext context) {
        ByteSize next = optimizer().recommend(context).recommendedSize();
        if (!next.equals(context.currentSize())) {
            assertThat(context.grid().floor(next)).isEqualTo(next);
        }
    }

    @Property
    public void the_advice_starts_from_the_size_in_force(@ForAll("contexts") SizeContext context) {
        assertThat(optimizer().recommend(context).currentSize()).isEqualTo(context.currentSize());
    }

    @Property
    public void the_same_context_gives_the_same_advice(@ForAll("contexts") SizeContext context) {
        SizeOptimizer optimizer = optimizer();
        CacheSizeAdjustment advice = optimizer.recommend(context);
        assertThat(optimizer.recommend(context)).isEqualTo(advice);
        assertThat(optimizer().recommend(context)).as("of another instance").isEqualTo(advice);
    }

    @Property
    public void nothing_changes_without_metrics_to_trust(@ForAll("undecidableContexts") SizeContext context) {
        CacheSizeAdjustment advice = optimizer().recommend(context);
        assertThat(advice.strategy()).isEqualTo(SizeStrategy.MAINTAIN);
        assertThat(advice.recommendedSize()).isEqualTo(context.currentSize());
        assertThat(advice.memoryCostChangeUsdPerMonth()).isEqualTo(Usd.ZERO);
    }

    @Property
    public void a_locked_size_holds_and_what_it_held_back_is_said(@ForAll("contexts") SizeContext context) {
        checkHeld(holding(context, Overrides.NONE.withSizeLocked()));
    }

    @Property
    public void disabled_optimisation_holds_and_what_it_held_back_is_said(@ForAll("contexts") SizeContext context) {
        checkHeld(holding(context, Overrides.NONE.withOptimizationDisabled()));
    }

    @Property
    public void what_is_saved_is_what_both_changes_save_together(@ForAll("contexts") SizeContext context) {
        CacheSizeAdjustment advice = optimizer().recommend(context);
        if (advice.apiCostChangeUsdPerMonth().isPresent()) {
            double memory = advice.memoryCostChangeUsdPerMonth().amount();
            double api = advice.apiCostChangeUsdPerMonth().get().value();
            assertThat(advice.netSavingUsdPerMonth().orElseThrow().amount())
                    .isCloseTo(-memory - api, within(ROUNDING * (1 + Math.abs(memory) + Math.abs(api))));
        } else {
            assertThat(advice.netSavingUsdPerMonth()).isEmpty();
        }
    }

    @Property
    public void the_decision_is_never_better_than_the_score_and_the_confidence_allow(
            @ForAll("contexts") SizeContext context) {
        CacheSizeAdjustment advice = optimizer().recommend(context);
        advice.decision().ifPresent(decision -> {
            advice.roiScore().ifPresent(score -> assertThat(decision).isGreaterThanOrEqualTo(band(score)));
            if (advice.confidence().label() == Confidence.Label.LOW) {
                assertThat(decision).isNotEqualTo(RoiDecision.STRONGLY_RECOMMEND);
            }
        });
    }

    @Property
    public void what_is_not_recommended_and_costs_money_is_not_done(@ForAll("contexts") SizeContext context) {
        CacheSizeAdjustment advice = optimizer().recommend(context);
        if (advice.decision().filter(RoiDecision.NOT_RECOMMENDED::equals).isPresent()
                && advice.memoryCostChangeUsdPerMonth().amount() > 0) {
            assertThat(advice.strategy()).isEqualTo(SizeStrategy.MAINTAIN);
        }
    }

    private void checkHeld(SizeContext context) {
        CacheSizeAdjustment advice = optimizer().recommend(context);
        assertThat(advice.strategy()).isEqualTo(SizeStrategy.MAINTAIN);
        assertThat(advice.recommendedSize()).isEqualTo(context.currentSize());
        ByteSize free = optimizer().recommend(context.withoutOverrides()).recommendedSize();
        if (free.equals(context.currentSize())) {
            assertThat(advice.withoutLock()).isEmpty();
        } else {
            assertThat(advice.withoutLock()).contains(free);
        }
    }

    /** The bands of SPEC §5. */
    private static RoiDecision band(double score) {
        if (score >= 8) {
            return RoiDecision.STRONGLY_RECOMMEND;
        }
        if (score >= 5) {
            return RoiDecision.RECOMMEND;
        }
        return score >= 2 ? RoiDecision.CONSIDER : RoiDecision.NOT_RECOMMENDED;
    }

    private static SizeContext holding(SizeContext context, Overrides overrides) {
        return new SizeContext(
                context.cache(),
                context.health(),
                context.currentSize(),
                context.bounds(),
                context.grid(),
                overrides,
                context.prices(),
                context.usageTrendPerDay(),
                context.evidence());
    }
}
