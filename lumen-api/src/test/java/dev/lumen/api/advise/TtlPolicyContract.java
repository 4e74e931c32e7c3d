package dev.lumen.api.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.testkit.Generators;
import java.time.Duration;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What every {@link TtlPolicy} must do, whatever it looks at. */
public abstract class TtlPolicyContract {
    /** The policy under test. */
    protected abstract TtlPolicy policy();

    /** Contexts that a policy may decide on; a subclass may add what its policy looks at. */
    @Provide
    protected Arbitrary<TtlContext> contexts() {
        return Generators.ttlContexts();
    }

    /** Contexts that no policy may decide on. */
    @Provide
    protected Arbitrary<TtlContext> undecidableContexts() {
        return Generators.undecidableTtlContexts();
    }

    @Property
    public void the_advice_stays_within_the_bounds(@ForAll("contexts") TtlContext context) {
        TtlAdjustment advice = policy().recommend(context);
        assertThat(advice.recommendedTtl())
                .isBetween(context.bounds().min(), context.bounds().max());
    }

    @Property
    public void the_advice_starts_from_the_ttl_in_force(@ForAll("contexts") TtlContext context) {
        assertThat(policy().recommend(context).currentTtl()).isEqualTo(context.currentTtl());
    }

    @Property
    public void the_same_context_gives_the_same_advice(@ForAll("contexts") TtlContext context) {
        TtlPolicy policy = policy();
        TtlAdjustment advice = policy.recommend(context);
        assertThat(policy.recommend(context)).isEqualTo(advice);
        assertThat(policy().recommend(context)).as("of another instance").isEqualTo(advice);
    }

    @Property
    public void no_promise_takes_the_hit_ratio_out_of_its_range(@ForAll("contexts") TtlContext context) {
        TtlAdjustment advice = policy().recommend(context);
        advice.expectedHitRatioChange().ifPresent(change -> {
            assertThat(change.low()).isGreaterThanOrEqualTo(-1);
            assertThat(change.high()).isLessThanOrEqualTo(1);
        });
    }

    @Property
    public void nothing_changes_without_metrics_to_trust(@ForAll("undecidableContexts") TtlContext context) {
        TtlAdjustment advice = policy().recommend(context);
        assertThat(advice.recommendedTtl()).isEqualTo(context.currentTtl());
        assertThat(advice.expectedHitRatioChange()).isEmpty();
        assertThat(advice.expectedCostChangeUsdPerMonth()).isEmpty();
    }

    @Property
    public void a_held_ttl_holds_and_what_it_held_back_is_said(
            @ForAll("contexts") TtlContext context, @ForAll("contexts") TtlContext other) {
        Duration held = context.bounds().clamp(other.currentTtl());
        checkHeld(holding(context, Overrides.NONE.withTtl(held)), held);
    }

    @Property
    public void disabled_optimisation_holds_and_what_it_held_back_is_said(@ForAll("contexts") TtlContext context) {
        checkHeld(holding(context, Overrides.NONE.withOptimizationDisabled()), context.currentTtl());
    }

    @Property
    public void an_override_holds_without_metrics_too(
            @ForAll("undecidableContexts") TtlContext context, @ForAll("contexts") TtlContext other) {
        Duration held = context.bounds().clamp(other.currentTtl());
        TtlAdjustment advice = policy().recommend(holding(context, Overrides.NONE.withTtl(held)));
        assertThat(advice.strategy()).isEqualTo(TtlStrategy.MAINTAIN);
        assertThat(advice.recommendedTtl()).isEqualTo(held);
    }

    @Property
    public void a_locked_size_leaves_the_ttl_free(@ForAll("contexts") TtlContext context) {
        assertThat(policy().recommend(holding(context, Overrides.NONE.withSizeLocked())))
                .isEqualTo(policy().recommend(context));
    }

    private void checkHeld(TtlContext context, Duration held) {
        TtlAdjustment advice = policy().recommend(context);
        assertThat(advice.strategy()).isEqualTo(TtlStrategy.MAINTAIN);
        assertThat(advice.recommendedTtl()).isEqualTo(held);
        Duration free = policy().recommend(context.withoutOverrides()).recommendedTtl();
        if (free.equals(held)) {
            assertThat(advice.withoutOverride()).isEmpty();
        } else {
            assertThat(advice.withoutOverride()).contains(free);
        }
    }

    private static TtlContext holding(TtlContext context, Overrides overrides) {
        return new TtlContext(
                context.cache(),
                context.health(),
                context.currentTtl(),
                context.bounds(),
                overrides,
                context.prices(),
                context.costTrendPercent(),
                context.history(),
                context.evidence());
    }
}
