package dev.lumen.core.roi;

import dev.lumen.api.advise.AccessEvidence;
import dev.lumen.api.advise.LatencyLimit;
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
        return at(surface, ttl, size, COSTLY, Optional.empty());
    }

    /** Where stale hits cost nothing but may be at most so many of the hits. */
    public static AccessEvidence limited(HitRatioSurface surface, Duration ttl, ByteSize size, double staleShare) {
        return at(surface, ttl, size, new Staleness(Usd.ZERO, Optional.of(Ratio.of(staleShare))), Optional.empty());
    }

    /** Where at most so many of the look-ups may miss, for the time that a load takes. */
    public static AccessEvidence hurried(HitRatioSurface surface, Duration ttl, ByteSize size, double missRatio) {
        return at(surface, ttl, size, Staleness.FREE, Optional.of(latency(missRatio)));
    }

    private static LatencyLimit latency(double missRatio) {
        return new LatencyLimit(Duration.ofSeconds(1), Duration.ofNanos(Math.round(missRatio * 1e9)));
    }

    /** Where both are limited. */
    static AccessEvidence limited(
            HitRatioSurface surface, Duration ttl, ByteSize size, double staleShare, double missRatio) {
        Staleness staleness = new Staleness(Usd.ZERO, Optional.of(Ratio.of(staleShare)));
        return at(surface, ttl, size, staleness, Optional.of(latency(missRatio)));
    }

    /** The same, with a size that is held. */
    public static AccessEvidence sizeHeld(AccessEvidence free) {
        ByteSize held = free.size().orElseThrow();
        return new AccessEvidence(
                free.surface(),
                free.ttl(),
                free.ttlBounds(),
                free.size(),
                new SizeBounds(held, held),
                free.sizeGrid(),
                free.staleness(),
                free.latency(),
                free.remarks());
    }

    private static AccessEvidence at(
            HitRatioSurface surface, Duration ttl, ByteSize size, Staleness staleness, Optional<LatencyLimit> latency) {
        return new AccessEvidence(
                surface,
                ttl,
                TtlBounds.DEFAULT,
                Optional.of(size),
                SizeBounds.DEFAULT,
                SizeGrid.MEGABYTES,
                staleness,
                latency,
                List.of());
    }
}
