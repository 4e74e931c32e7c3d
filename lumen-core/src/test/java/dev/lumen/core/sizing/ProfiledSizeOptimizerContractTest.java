package dev.lumen.core.sizing;

import dev.lumen.api.advise.AccessEvidence;
import dev.lumen.api.advise.SizeContext;
import dev.lumen.api.advise.SizeOptimizer;
import dev.lumen.api.advise.SizeOptimizerContract;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.testkit.Generators;
import dev.lumen.core.profile.ProfiledSurface;
import dev.lumen.core.profile.Surfaces;
import dev.lumen.core.roi.Evidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

@Tag("any-jdk")
class ProfiledSizeOptimizerContractTest extends SizeOptimizerContract {
    @Override
    protected SizeOptimizer optimizer() {
        return new ProfiledSizeOptimizer();
    }

    @Provide
    @Override
    protected Arbitrary<SizeContext> contexts() {
        return Combinators.combine(
                        Generators.sizeContexts(),
                        Arbitraries.of(Surfaces.certain(), Surfaces.uncertain(0.1), Surfaces.unknown()),
                        Arbitraries.longs().between(60, 3600))
                .as(ProfiledSizeOptimizerContractTest::with);
    }

    private static SizeContext with(SizeContext context, ProfiledSurface surface, long ttlSeconds) {
        AccessEvidence evidence = new AccessEvidence(
                surface,
                Duration.ofSeconds(ttlSeconds),
                TtlBounds.DEFAULT,
                Optional.of(context.currentSize()),
                context.bounds(),
                context.grid(),
                Evidence.COSTLY,
                Optional.empty(),
                List.of());
        return SizeContext.builder(context.cache(), context.health(), context.currentSize())
                .bounds(context.bounds())
                .grid(context.grid())
                .prices(context.prices())
                .usageTrendPerDay(context.usageTrendPerDay())
                .evidence(Optional.of(evidence))
                .build();
    }
}
