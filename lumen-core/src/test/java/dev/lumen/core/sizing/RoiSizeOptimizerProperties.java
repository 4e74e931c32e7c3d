package dev.lumen.core.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.SizeContext;
import dev.lumen.api.advise.SizeStrategy;
import dev.lumen.api.testkit.Generators;
import dev.lumen.api.units.ByteSize;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

@Tag("any-jdk")
class RoiSizeOptimizerProperties {
    private final RoiSizeOptimizer optimizer = new RoiSizeOptimizer();

    @Property
    void a_smaller_size_holds_what_is_used_and_at_least_half(@ForAll("contexts") SizeContext context) {
        CacheSizeAdjustment advice = optimizer.recommend(context);
        if (advice.strategy() == SizeStrategy.SCALE_DOWN) {
            ByteSize used =
                    context.cache().trusted().orElseThrow().gauges().used().orElseThrow();
            assertThat(advice.recommendedSize())
                    .isGreaterThanOrEqualTo(used)
                    .isGreaterThanOrEqualTo(context.currentSize().times(0.5));
        }
    }

    @Property
    void a_larger_size_is_half_as_large_again_but_for_the_grid(@ForAll("contexts") SizeContext context) {
        CacheSizeAdjustment advice = optimizer.recommend(context);
        if (advice.strategy() == SizeStrategy.SCALE_UP) {
            assertThat(advice.recommendedSize())
                    .isLessThanOrEqualTo(
                            context.grid().ceil(context.currentSize().times(1.5)));
        }
    }

    @Property
    void the_score_never_exceeds_ten(@ForAll("contexts") SizeContext context) {
        optimizer
                .recommend(context)
                .roiScore()
                .ifPresent(score -> assertThat(score).isBetween(0.0, 10.0));
    }

    @Property
    void from_wherever_it_starts_it_stays_or_lands_within_the_bounds_and_on_the_grid(
            @ForAll("strayed") SizeContext context) {
        ByteSize next = optimizer.recommend(context).recommendedSize();
        if (!next.equals(context.currentSize())) {
            assertThat(next).isBetween(context.bounds().min(), context.bounds().max());
            assertThat(context.grid().floor(next)).isEqualTo(next);
        }
    }

    @Property
    void from_wherever_it_starts_it_never_throws_out_what_is_held(@ForAll("strayed") SizeContext context) {
        CacheSizeAdjustment advice = optimizer.recommend(context);
        if (advice.strategy() == SizeStrategy.SCALE_DOWN) {
            assertThat(advice.recommendedSize())
                    .isGreaterThanOrEqualTo(context.cache()
                            .trusted()
                            .flatMap(metrics -> metrics.gauges().used())
                            .orElse(ByteSize.ZERO));
        }
    }

    @Provide
    Arbitrary<SizeContext> contexts() {
        return Generators.sizeContexts();
    }

    /** Contexts whose size in force need not lie within the bounds. */
    @Provide
    Arbitrary<SizeContext> strayed() {
        return Combinators.combine(Generators.sizeContexts(), Generators.sizeBounds())
                .as((context, bounds) -> new SizeContext(
                        context.cache(),
                        context.health(),
                        context.currentSize(),
                        bounds,
                        context.grid(),
                        context.overrides(),
                        context.prices(),
                        context.usageTrendPerDay(),
                        context.evidence()))
                .withoutEdgeCases();
    }
}
