package dev.lumen.core.ttl;

import dev.lumen.api.advise.AccessEvidence;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeGrid;
import dev.lumen.api.advise.TtlContext;
import dev.lumen.api.advise.TtlPolicy;
import dev.lumen.api.advise.TtlPolicyContract;
import dev.lumen.api.testkit.Generators;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.profile.ProfiledSurface;
import dev.lumen.core.profile.Surfaces;
import dev.lumen.core.roi.Evidence;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

@Tag("any-jdk")
class ProfiledTtlPolicyContractTest extends TtlPolicyContract {
    @Override
    protected TtlPolicy policy() {
        return new ProfiledTtlPolicy();
    }

    @Provide
    @Override
    protected Arbitrary<TtlContext> contexts() {
        return Combinators.combine(
                        Generators.ttlContexts(),
                        Arbitraries.of(Surfaces.certain(), Surfaces.uncertain(0.1), Surfaces.unknown()),
                        Arbitraries.longs().between(10, 1024))
                .as(ProfiledTtlPolicyContractTest::with);
    }

    private static TtlContext with(TtlContext context, ProfiledSurface surface, long megabytes) {
        AccessEvidence evidence = new AccessEvidence(
                surface,
                context.currentTtl(),
                context.bounds(),
                Optional.of(ByteSize.ofMegabytes(megabytes)),
                SizeBounds.DEFAULT,
                SizeGrid.MEGABYTES,
                Evidence.COSTLY,
                Optional.empty(),
                List.of());
        return TtlContext.builder(context.cache(), context.health(), context.currentTtl())
                .bounds(context.bounds())
                .prices(context.prices())
                .history(context.history())
                .evidence(Optional.of(evidence))
                .build();
    }
}
