package dev.lumen.core.roi;

import dev.lumen.api.advise.AccessEvidence;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeGrid;
import dev.lumen.api.advise.Staleness;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Evidence within the guide's bounds. */
public final class Evidence {
    /** A stale hit costs half a call. */
    public static final Staleness COSTLY = new Staleness(Usd.of(0.005), Optional.empty());

    private Evidence() {}

    /** Of a cache at this setting, where stale hits cost something. */
    public static AccessEvidence at(HitRatioSurface surface, Duration ttl, ByteSize size) {
        return at(surface, ttl, size, COSTLY);
    }

    /** Where stale hits cost nothing but may be at most so many of the hits. */
    public static AccessEvidence limited(HitRatioSurface surface, Duration ttl, ByteSize size, double staleShare) {
        return at(surface, ttl, size, new Staleness(Usd.ZERO, Optional.of(Ratio.of(staleShare))));
    }

    private static AccessEvidence at(HitRatioSurface surface, Duration ttl, ByteSize size, Staleness staleness) {
        return new AccessEvidence(
                surface,
                ttl,
                TtlBounds.DEFAULT,
                Optional.of(size),
                SizeBounds.DEFAULT,
                SizeGrid.MEGABYTES,
                staleness,
                List.of());
    }
}
