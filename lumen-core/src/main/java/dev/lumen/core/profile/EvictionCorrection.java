package dev.lumen.core.profile;

import dev.lumen.api.advise.TtlExperience;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.evidence.MissCauses;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import dev.lumen.api.units.Seconds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A surface for a cache that does not evict the least recently used entry, from one of a cache that does, and what the real
 * one was seen to do at its own setting.
 *
 * <p>An eviction policy can only spare misses of entries that were evicted: how many of them it spares, p, is the observed
 * hit ratio less the estimated one, over the estimated share of requests that miss for an eviction. Where capacity does not
 * bind nothing is corrected, and a policy that does worse has a p below 0. How far p holds at another TTL and capacity than
 * those in force, T₀ and C₀, falls with the root of how many times longer or shorter, larger or smaller they are:
 *
 * <pre>h(T, C) + w · p · evicted(T, C),   w = 1 ÷ √(T/T₀ · C/C₀), each ratio or its inverse so that w ≤ 1</pre>
 *
 * <p>p is held towards 0 as far as it may be noise: p · τ² ÷ (τ² + σ²), the mean after a prior of mean 0 and standard
 * deviation τ = {@value #PRIOR}. σ is the error of the estimate over the evicted share, and, as far as the windows observed are
 * fewer than the accesses that the surface rests on, how the windows differ; far fewer, and nothing is corrected. To the interval is added what may be wrong: from
 * half of p · evicted at the setting in force to all of it far away. How well this works is measured (docs: accuracy).
 *
 * <p>Immutable; thread-safe if the surface is.
 */
public final class EvictionCorrection implements HitRatioSurface {
    /** Fewer windows do not show how much they differ. */
    private static final int FEWEST_WINDOWS = 3;

    /**
     * Windows with a smaller share of the requests that the surface rests on are of another time of day, and what they differ by
     * is not the policy's.
     */
    private static final double COVERED = 0.8;

    /** What policies in use spare or waste, as a share of the evicted misses. */
    private static final double PRIOR = 0.2;

    /** No policy spares more than nearly all. */
    private static final double MOST = 0.9;

    /** What part of a correction may be wrong near the setting that it was found at. */
    private static final double DOUBT = 0.5;

    private final HitRatioSurface surface;
    private final Duration ttl;
    private final ByteSize capacity;
    private final double spared;

    private EvictionCorrection(HitRatioSurface surface, Duration ttl, ByteSize capacity, double spared) {
        this.surface = surface;
        this.ttl = ttl;
        this.capacity = capacity;
        this.spared = spared;
    }

    /**
     * Finds p.
     *
     * @param surface of a cache that evicts the least recently used entry
     * @param capacity the capacity in force
     * @param observed what settled windows at that capacity did, the latest last
     * @return the surface of the real cache; empty where nothing is evicted, or too little was observed of the accesses that the
     *     surface rests on
     */
    public static Optional<EvictionCorrection> of(
            HitRatioSurface surface, ByteSize capacity, List<TtlExperience> observed) {
        Require.present("surface", surface);
        List<TtlExperience> same = ofTheSameAccesses(surface, observed);
        if (same.size() < FEWEST_WINDOWS || capacity.bytes() == 0) {
            return Optional.empty();
        }
        return Difference.between(surface, capacity, same)
                .filter(difference -> difference.evicted() > 0)
                .map(Difference::spared)
                .map(spared -> new EvictionCorrection(
                        surface, observed.get(observed.size() - 1).ttl(), capacity, spared));
    }

    /** The latest windows, as many as have the requests that the surface rests on; none where they have far fewer. */
    private static List<TtlExperience> ofTheSameAccesses(HitRatioSurface surface, List<TtlExperience> observed) {
        double requests = 0;
        int from = observed.size();
        while (from > 0 && requests < surface.requests()) {
            requests += observed.get(--from).requests();
        }
        return requests < COVERED * surface.requests() ? List.of() : observed.subList(from, observed.size());
    }

    /** p: the share of the misses by eviction that the cache spares beside one that evicts the least recently used entry. */
    public double spared() {
        return spared;
    }

    @Override
    public Optional<SurfacePoint> at(Optional<Duration> atTtl, Optional<ByteSize> atCapacity) {
        return surface.at(atTtl, atCapacity).map(point -> corrected(point, weight(atTtl, atCapacity)));
    }

    private SurfacePoint corrected(SurfacePoint point, double weight) {
        double moved = moved(point, weight);
        MissCauses misses = point.misses();
        return new SurfacePoint(
                moved(point.hitRatio(), moved, doubt(point, weight), 0),
                point.staleRatio(),
                point.occupiedBytes(),
                point.evictionsPerHour().times(1 - weight * spared),
                new MissCauses(misses.cold(), misses.expired(), misses.evicted() - moved, misses.invalidated()));
    }

    /** w: how far p holds at a setting, 0 to 1; outside of what was played through, at the nearer end. */
    private double weight(Optional<Duration> atTtl, Optional<ByteSize> atCapacity) {
        double ttls = held(atTtl, ttls())
                .map(other -> closeness(Seconds.of(other), Seconds.of(ttl)))
                .orElse(0.0);
        double capacities = held(atCapacity, sizes())
                .map(other -> closeness((double) other.bytes(), (double) capacity.bytes()))
                .orElse(0.0);
        return Math.sqrt(ttls * capacities);
    }

    private static <T extends Comparable<T>> Optional<T> held(Optional<T> value, List<Optional<T>> nodes) {
        List<T> finite = nodes.stream().flatMap(Optional::stream).toList();
        boolean withoutLimit = value.isEmpty() && nodes.get(nodes.size() - 1).isEmpty();
        if (finite.isEmpty() || withoutLimit) {
            return Optional.empty();
        }
        T first = finite.get(0);
        T last = finite.get(finite.size() - 1);
        T wanted = value.orElse(last);
        return Optional.of(wanted.compareTo(first) < 0 ? first : wanted.compareTo(last) > 0 ? last : wanted);
    }

    private static double closeness(double one, double other) {
        return Math.min(one, other) / Math.max(one, other);
    }

    /** Never more than there is to spare, nor more hits than there are to lose. */
    private double moved(SurfacePoint point, double weight) {
        return Math.max(
                -point.hitRatio().value(), weight * spared * point.misses().evicted());
    }

    private double doubt(SurfacePoint point, double weight) {
        return (1 - DOUBT * weight) * Math.abs(spared) * point.misses().evicted();
    }

    private static Estimate moved(Estimate estimate, double by, double doubt, double least) {
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
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        double before = weight(fromTtl, fromCapacity);
        double after = weight(toTtl, toCapacity);
        double by = moved(to.get(), after) - moved(from.get(), before);
        double doubt = Math.max(DOUBT * Math.abs(by), Math.abs(doubt(to.get(), after) - doubt(from.get(), before)));
        return surface.hitRatioChange(fromTtl, fromCapacity, toTtl, toCapacity)
                .map(change -> moved(change, by, doubt, -1))
                .map(change -> noWider(
                        change,
                        corrected(from.get(), before).hitRatio(),
                        corrected(to.get(), after).hitRatio()));
    }

    /** The change between two values, with an interval no wider than theirs allow, which end at 0 and 1. */
    private static Estimate noWider(Estimate change, Estimate from, Estimate to) {
        double value = to.value() - from.value();
        return new Estimate(
                value,
                Math.min(value, Math.max(change.low(), to.low() - from.high())),
                Math.max(value, Math.min(change.high(), to.high() - from.low())));
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
            double ofWindows = Math.max(0, squares / windows - mean * mean);
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
