package dev.lumen.core.profile;

import dev.lumen.api.advise.TtlExperience;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.evidence.MissCauses;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A surface for a cache that does not evict the least recently used entry, from one of a cache that does, and what the real
 * one was seen to do at its own setting.
 *
 * <p>An eviction policy can only spare misses of entries that were evicted: how many of them it spares, p, is the observed
 * hit ratio less the estimated one, over the estimated share of requests that miss for an eviction. At every other setting
 * the same p of such misses is spared, so that where capacity does not bind nothing is corrected. A policy that does worse
 * has a p below 0.
 *
 * <pre>h(T, C) + p · evicted(T, C)</pre>
 *
 * <p>p is held towards 0 as far as it may be noise: p · τ² ÷ (τ² + σ²), the mean after a prior of mean 0 and standard
 * deviation τ = {@value #PRIOR}. σ is the error of the estimate over the evicted share, and, as far as the windows observed are
 * fewer than the accesses that the surface rests on, how the windows differ. p does differ from one setting to another, so half
 * of what a value is moved by is added to its interval. How well this works is measured (docs: accuracy).
 *
 * <p>Immutable; thread-safe if the surface is.
 */
public final class EvictionCorrection implements HitRatioSurface {
    /** Fewer windows do not show how much they differ. */
    private static final int FEWEST_WINDOWS = 3;

    /** What policies in use spare or waste, as a share of the evicted misses. */
    private static final double PRIOR = 0.2;

    /** No policy spares more than nearly all. */
    private static final double MOST = 0.9;

    /** What part of a correction may be wrong at another setting than the one that it was found at. */
    private static final double DOUBT = 0.5;

    private final HitRatioSurface surface;
    private final double spared;

    private EvictionCorrection(HitRatioSurface surface, double spared) {
        this.surface = surface;
        this.spared = spared;
    }

    /**
     * Finds p.
     *
     * @param surface of a cache that evicts the least recently used entry
     * @param capacity the capacity in force
     * @param observed what settled windows at that capacity did
     * @return the surface of the real cache; empty where too little was observed or nothing is evicted
     */
    public static Optional<EvictionCorrection> of(
            HitRatioSurface surface, ByteSize capacity, List<TtlExperience> observed) {
        Require.present("surface", surface);
        if (observed.size() < FEWEST_WINDOWS) {
            return Optional.empty();
        }
        return Difference.between(surface, capacity, observed)
                .filter(difference -> difference.evicted() > 0)
                .map(Difference::spared)
                .map(spared -> new EvictionCorrection(surface, spared));
    }

    /** p: the share of the misses by eviction that the cache spares beside one that evicts the least recently used entry. */
    public double spared() {
        return spared;
    }

    @Override
    public Optional<SurfacePoint> at(Optional<Duration> ttl, Optional<ByteSize> capacity) {
        return surface.at(ttl, capacity).map(this::corrected);
    }

    private SurfacePoint corrected(SurfacePoint point) {
        double moved = moved(point);
        MissCauses misses = point.misses();
        return new SurfacePoint(
                moved(point.hitRatio(), moved, 0),
                point.staleRatio(),
                point.occupiedBytes(),
                point.evictionsPerHour() * (1 - spared),
                new MissCauses(misses.cold(), misses.expired(), misses.evicted() - moved));
    }

    /** Never more than there is to spare, nor more hits than there are to lose. */
    private double moved(SurfacePoint point) {
        return Math.max(-point.hitRatio().value(), spared * point.misses().evicted());
    }

    private static Estimate moved(Estimate estimate, double by, double least) {
        double doubt = DOUBT * Math.abs(by);
        double value = Math.max(least, Math.min(1, estimate.value() + by));
        return new Estimate(
                value,
                Math.max(least, Math.min(value, estimate.low() + by - doubt)),
                Math.min(1, Math.max(value, estimate.high() + by + doubt)));
    }

    @Override
    public Optional<Estimate> hitRatioChange(
            Optional<Duration> fromTtl,
            Optional<ByteSize> fromCapacity,
            Optional<Duration> toTtl,
            Optional<ByteSize> toCapacity) {
        Optional<SurfacePoint> from = surface.at(fromTtl, fromCapacity);
        Optional<SurfacePoint> to = surface.at(toTtl, toCapacity);
        return surface.hitRatioChange(fromTtl, fromCapacity, toTtl, toCapacity)
                .filter(change -> from.isPresent() && to.isPresent())
                .map(change -> moved(change, moved(to.orElseThrow()) - moved(from.orElseThrow()), -1));
    }

    @Override
    public List<Optional<Duration>> ttls() {
        return surface.ttls();
    }

    @Override
    public List<Optional<ByteSize>> sizes() {
        return surface.sizes();
    }

    @Override
    public double requests() {
        return surface.requests();
    }

    @Override
    public int sampledKeys() {
        return surface.sampledKeys();
    }

    @Override
    public Duration observed() {
        return surface.observed();
    }

    /**
     * What was observed beside what was estimated, at the settings in force, each weighted by its requests.
     *
     * @param hits observed less estimated hit ratio
     * @param evicted estimated share of requests that miss for an eviction
     * @param error standard error of {@code hits}
     */
    private record Difference(double hits, double evicted, double error) {
        /** Half of a 90 % interval in standard deviations. */
        private static final double Z_90 = 1.645;

        static Optional<Difference> between(HitRatioSurface surface, ByteSize capacity, List<TtlExperience> observed) {
            double requests = 0;
            double hits = 0;
            double squares = 0;
            double evicted = 0;
            double halfWidth = 0;
            for (TtlExperience window : observed) {
                Optional<SurfacePoint> known = surface.at(Optional.of(window.ttl()), Optional.of(capacity));
                if (known.isEmpty()) {
                    return Optional.empty();
                }
                SurfacePoint point = known.get();
                double beyond = window.hitRatio() - point.hitRatio().value();
                requests += window.requests();
                hits += window.requests() * beyond;
                squares += beyond * beyond;
                evicted += window.requests() * point.misses().evicted();
                halfWidth = Math.max(
                        halfWidth, (point.hitRatio().high() - point.hitRatio().low()) / 2);
            }
            int windows = observed.size();
            double mean = hits / requests;
            double ofWindows = Math.max(0, squares / windows - mean * mean) / (windows - 1);
            double unseen = 1 - Math.min(1, requests / Math.max(1, surface.requests()));
            return Optional.of(new Difference(
                    mean, evicted / requests, Math.hypot(halfWidth / Z_90, Math.sqrt(unseen * ofWindows))));
        }

        double spared() {
            double sigma = error / evicted;
            double likely = hits / evicted * PRIOR * PRIOR / (PRIOR * PRIOR + sigma * sigma);
            return Math.max(-MOST, Math.min(MOST, likely));
        }
    }
}
