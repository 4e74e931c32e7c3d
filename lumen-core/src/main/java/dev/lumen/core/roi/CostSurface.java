package dev.lumen.core.roi;

import dev.lumen.api.advise.AccessEvidence;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What each setting of a cache would cost in a month, by the accesses that were recorded: calls of the backend for the
 * misses, memory for the capacity provided, and what stale answers are said to cost.
 *
 * <p>Immutable and thread-safe. A look costs about a microsecond.
 */
public final class CostSurface {
    private static final double MILLIS_PER_HOUR = 3.6e6;

    /**
     * How much of half an interval may lie past a limit before the setting in force is left. A half, of a 90 % interval: it is
     * gone to where it keeps the limit with 95 %, and left where that is below 80 %.
     */
    private static final double DOUBT = 0.5;

    private final AccessEvidence evidence;
    private final Prices prices;
    private final double requestsPerMonth;
    /** The share of stale hits past its limit up to which a setting is allowed. */
    private final double toleratedStale;
    /** The same of the share that misses, where latency is limited. */
    private final double toleratedSlow;

    /** The costs of what {@code evidence} describes, at {@code prices}, with as many look-ups an hour as it saw on average. */
    public CostSurface(AccessEvidence evidence, Prices prices) {
        this(evidence, prices, OptionalDouble.empty());
    }

    /**
     * The costs where traffic is as busy as it was on average, or as it was of late if that is more. Room that is missing in
     * busy hours costs a call for each look-up that would have hit; room to spare in quiet ones costs itself and no more.
     *
     * @param evidence the recorded accesses, and the setting in force
     * @param prices of calls and memory
     * @param latestPerHour look-ups an hour of late; absent where they were not counted
     */
    public CostSurface(AccessEvidence evidence, Prices prices, OptionalDouble latestPerHour) {
        this.evidence = evidence;
        this.prices = prices;
        HitRatioSurface surface = evidence.surface();
        double hours = surface.observed().toMillis() / MILLIS_PER_HOUR;
        double onAverage = hours > 0 ? surface.requests() / hours : 0;
        double busier = onAverage > 0 ? Math.max(onAverage, latestPerHour.orElse(0)) : 0;
        requestsPerMonth = busier * Prices.HOURS_PER_MONTH;
        Optional<Setting> now = now();
        toleratedStale =
                now.filter(this::likelyKeepsFresh).map(this::staleExcess).orElse(0.0);
        toleratedSlow = now.filter(this::likelyKeepsFast).map(this::slowExcess).orElse(0.0);
    }

    /** The setting in force; empty where the surface knows too little. */
    public Optional<Setting> now() {
        return at(evidence.ttl(), evidence.size());
    }

    /** The setting of this TTL and capacity, an absent one being without a limit; empty where too little is known. */
    public Optional<Setting> at(Duration ttl, Optional<ByteSize> size) {
        if (requestsPerMonth == 0) {
            return Optional.empty();
        }
        return evidence.surface().at(Optional.of(ttl), size).map(point -> price(ttl, size, point));
    }

    private Setting price(Duration ttl, Optional<ByteSize> size, SurfacePoint point) {
        double hits = point.hitRatio().value();
        double api = requestsPerMonth * (1 - hits) * prices.apiCall().amount();
        double memory = size.map(ByteSize::megabytes).orElse(0.0)
                * prices.memoryMbMonth().amount();
        return new Setting(ttl, size, point, api, memory, requestsPerMonth * hits * staleUsdPerHit(point));
    }

    private double staleUsdPerHit(SurfacePoint point) {
        return point.staleRatio().map(Estimate::value).orElse(0.0)
                * evidence.staleness().perHit().amount();
    }

    /**
     * How the bill would change from one setting to another, in dollars a month, memory apart: calls and stale answers. The
     * interval is that of the sampling.
     */
    public Estimate change(Setting from, Setting to) {
        double change = to.apiUsd() + to.staleUsd() - from.apiUsd() - from.staleUsd();
        double error = noise(from, to);
        return new Estimate(change, change - error, change + error);
    }

    /** Half of the interval of a change of the bill, in dollars a month. */
    private double noise(Setting from, Setting to) {
        Optional<Estimate> hits = evidence.surface()
                .hitRatioChange(Optional.of(from.ttl()), from.size(), Optional.of(to.ttl()), to.size());
        double ofHits =
                hits.map(estimate -> (estimate.high() - estimate.low()) / 2).orElse(1.0)
                        * prices.apiCall().amount();
        double ofStale = Math.abs(staleError(from) - staleError(to))
                * evidence.staleness().perHit().amount();
        return requestsPerMonth * Math.hypot(ofHits, ofStale);
    }

    private static double staleError(Setting setting) {
        return setting.point()
                        .staleRatio()
                        .map(ratio -> (ratio.high() - ratio.low()) / 2)
                        .orElse(0.0)
                * setting.point().hitRatio().value();
    }

    /**
     * Whether a setting keeps the limits on stale answers and on latency, the error of the estimate allowed for; or, where only
     * the outer half of that error takes the one in force past one of them, breaks that one by no more than the one in force does. So a
     * setting is gone to where it keeps them as good as surely, and is left once that has become doubtful: an interval that comes and
     * goes across a limit moves nothing.
     */
    public boolean allowed(Setting setting) {
        return staleExcess(setting) <= toleratedStale && slowExcess(setting) <= toleratedSlow;
    }

    private boolean likelyKeepsFresh(Setting setting) {
        double likely = setting.point()
                .staleRatio()
                .map(share -> share.value() + DOUBT * (share.high() - share.value()))
                .orElse(0.0);
        return staleLimit().filter(limit -> likely > limit.value()).isEmpty();
    }

    private boolean likelyKeepsFast(Setting setting) {
        Estimate hits = setting.point().hitRatio();
        double likely = 1 - hits.value() + DOUBT * (hits.value() - hits.low());
        return evidence.latency().filter(limit -> likely > limit.missRatio()).isEmpty();
    }

    /** By how much a setting breaks the limits, in shares of hits and of look-ups, added up; 0 where it keeps them. */
    public double excess(Setting setting) {
        return staleExcess(setting) + slowExcess(setting);
    }

    private double staleExcess(Setting setting) {
        double past =
                staleLimit().map(limit -> staleShare(setting) - limit.value()).orElse(0.0);
        return Math.max(0, past);
    }

    private double slowExcess(Setting setting) {
        double past = evidence.latency()
                .map(limit -> missShare(setting) - limit.missRatio())
                .orElse(0.0);
        return Math.max(0, past);
    }

    /** The limit on stale hits; none where all of them may be. */
    private Optional<Ratio> staleLimit() {
        return evidence.staleness().limit().filter(limit -> limit.value() < 1);
    }

    /** Which limits a setting breaks, in words; empty where it keeps them. */
    public List<Reason> broken(Setting setting) {
        List<Reason> broken = new ArrayList<>();
        staleLimit()
                .filter(limit -> staleShare(setting) > limit.value())
                .ifPresent(limit -> broken.add(Reason.of(
                        String.format(
                                Locale.ROOT,
                                "up to %.1f %% of the hits are stale, allowed: %s",
                                100 * Math.min(1, staleShare(setting)),
                                limit),
                        Math.min(1, staleShare(setting)))));
        evidence.latency()
                .filter(limit -> missShare(setting) > limit.missRatio())
                .ifPresent(limit -> broken.add(Reason.of(
                        String.format(
                                Locale.ROOT,
                                "up to %.1f %% of the look-ups wait for a load, allowed: %.1f %%",
                                100 * missShare(setting),
                                100 * limit.missRatio()),
                        missShare(setting))));
        return broken;
    }

    /** The largest share of look-ups that a setting can be said to miss. */
    private static double missShare(Setting setting) {
        return 1 - setting.point().hitRatio().low();
    }

    /**
     * The largest share of stale hits that a setting can be said to have from now on; 0 where none can be told. It is above 1 where too
     * little was observed to say anything, so that of two such settings the shorter TTL counts as nearer to a limit.
     */
    double staleShare(Setting setting) {
        double seen = setting.point().staleRatio().map(Estimate::high).orElse(0.0);
        return seen * ageing(setting.ttl());
    }

    /**
     * How many times as many hits are going to be stale at a TTL as were seen to be. A profile begins with empty caches. Until a TTL has
     * passed, hits find entries that are half as old as what was observed is long, on average, and half of that over all of
     * it; later on they are half as old as the TTL. Stale shares go with ages, so a TTL longer than what was observed counts twice itself ÷
     * that, and so on until it has passed twice, when what is missing is a third at most and goes away. It is asked of TTLs that are gone to:
     * the one in force is judged by what was seen of it.
     */
    private double ageing(Duration ttl) {
        double observed = Math.max(1, evidence.surface().observed().toMillis());
        return ttl.compareTo(evidence.ttl()) <= 0 ? 1 : Math.max(1, 2 * ttl.toMillis() / observed);
    }

    /** Look-ups an hour. */
    public OptionalDouble requestsPerHour() {
        return requestsPerMonth == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(requestsPerMonth / Prices.HOURS_PER_MONTH);
    }

    AccessEvidence evidence() {
        return evidence;
    }

    /**
     * One setting and what it costs.
     *
     * @param ttl the TTL
     * @param size the capacity; absent where it has no limit, which costs nothing here
     * @param point what the workload would have done
     * @param apiUsd dollars a month for misses
     * @param memoryUsd dollars a month for the capacity
     * @param staleUsd dollars a month for stale hits
     */
    public record Setting(
            Duration ttl,
            Optional<ByteSize> size,
            SurfacePoint point,
            double apiUsd,
            double memoryUsd,
            double staleUsd) {
        /** Dollars a month. */
        public double totalUsd() {
            return apiUsd + memoryUsd + staleUsd;
        }
    }
}
