package dev.lumen.core.ttl;

import dev.lumen.api.advise.Confidence;
import dev.lumen.api.advise.EvidenceKind;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlContext;
import dev.lumen.api.advise.TtlPolicy;
import dev.lumen.api.advise.TtlStrategy;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Require;
import dev.lumen.api.units.Seconds;
import dev.lumen.core.roi.CostModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The rules of SPEC §4 (the guide's Appendix B), for hosts that know aggregate metrics alone: the first row that matches
 * chooses direction and step, the result is held within the bounds, and a model says what to expect of it. Immutable and
 * thread-safe.
 */
public final class AdaptiveTtlPolicy implements TtlPolicy {
    /** Requests assumed behind a hit ratio that comes without counts: enough that the ratio is taken as it is. */
    private static final double REQUESTS_UNKNOWN = 1e6;

    private final TtlRules rules;

    /** The guide's rules. */
    public AdaptiveTtlPolicy() {
        this(TtlRules.DEFAULT);
    }

    /** Rules of the host's own. */
    public AdaptiveTtlPolicy(TtlRules rules) {
        this.rules = Require.present("TTL rules", rules);
    }

    @Override
    public TtlAdjustment recommend(TtlContext context) {
        return HeldTtl.unlessHeld(context, this::free);
    }

    private TtlAdjustment free(TtlContext context) {
        Optional<CacheMetrics> trusted = context.cache().trusted();
        if (trusted.isEmpty()) {
            return maintain(context, Reason.of("the cache's metrics are missing or a stand-in: nothing to decide on"));
        }
        if (trusted.get().lookups().equals(Lookups.unknown())) {
            return maintain(
                    context,
                    Reason.of(
                            "the hit ratio is not known, nor are hits and misses of this cache alone: record its accesses"));
        }
        if (context.health() == CacheHealth.UNKNOWN) {
            return maintain(context, Reason.of("cache health is UNKNOWN: too few requests are known of to decide on"));
        }
        OptionalDouble hitRatio = trusted.get().hitRatio();
        if (hitRatio.isEmpty()) {
            return maintain(context, Reason.of("the hit ratio is not known"));
        }
        HitRatioModel model = model(context, trusted.get(), hitRatio.getAsDouble());
        Duration bounded = context.bounds().clamp(context.currentTtl());
        if (!bounded.equals(context.currentTtl())) {
            return change(context, trusted.get(), model, bounded, TtlStrategy.CONSERVATIVE, List.of(outside(context)));
        }
        return carryOut(context, trusted.get(), model, row(context, trusted.get(), hitRatio.getAsDouble(), model));
    }

    private static HitRatioModel model(TtlContext context, CacheMetrics metrics, double hitRatio) {
        double requests = metrics.lookups().requests().stream()
                .mapToDouble(count -> count)
                .findFirst()
                .orElse(REQUESTS_UNKNOWN);
        Optional<FittedResponse> fitted = FittedResponse.fit(context.history(), hitRatio, requests);
        return fitted.isPresent() ? fitted.get() : new RenewalModel(hitRatio);
    }

    /** The first row of the table that matches. */
    private Move row(TtlContext context, CacheMetrics metrics, double hitRatio, HitRatioModel model) {
        double memory = metrics.memoryUsage().orElse(0);
        double evictions = metrics.evictionsPerHour().orElse(0);
        if (memory >= rules.memoryPressure()) {
            return underPressure(memory, hitRatio);
        }
        if (evictions > rules.highEvictionsPerHour()) {
            return evicting(evictions, memory, metrics.memoryUsage().isPresent());
        }
        if (hitRatio < rules.highHitRatio()) {
            boolean low = hitRatio < rules.lowHitRatio();
            return new Move(
                    TtlStrategy.MODERATE,
                    +1,
                    Reason.of(
                            "hit ratio " + Ratio.of(hitRatio) + " is " + (low ? "LOW, below " : "below ")
                                    + Ratio.of(low ? rules.lowHitRatio() : rules.highHitRatio()),
                            hitRatio));
        }
        double trend = context.costTrendPercent().orElse(0);
        if (trend >= rules.risingCostPercent()) {
            return new Move(TtlStrategy.MODERATE, +1, risingCost(trend));
        }
        return optimal(context, hitRatio, model);
    }

    private Move underPressure(double memory, double hitRatio) {
        Reason pressure = Reason.of(
                "memory usage " + Ratio.of(memory) + " is at or above " + Ratio.of(rules.memoryPressure()), memory);
        return hitRatio >= rules.highHitRatio()
                ? new Move(
                        TtlStrategy.CONSERVATIVE,
                        -1,
                        pressure,
                        Reason.of("hit ratio " + Ratio.of(hitRatio) + " can spare a little", hitRatio))
                : new Move(TtlStrategy.MAINTAIN, 0, pressure, Reason.of("a longer TTL would only evict more"));
    }

    private Move evicting(double evictions, double memory, boolean memoryKnown) {
        Reason many = Reason.of(
                String.format(
                        Locale.ROOT, "evictions %.0f/h are above %.0f/h", evictions, rules.highEvictionsPerHour()),
                evictions);
        return memoryKnown && memory < rules.looseMemory()
                ? new Move(
                        TtlStrategy.AGGRESSIVE,
                        +1,
                        many,
                        Reason.of("memory usage " + Ratio.of(memory) + " leaves room", memory))
                : new Move(TtlStrategy.MAINTAIN, 0, many, Reason.of("capacity binds: size decides"));
    }

    private Move optimal(TtlContext context, double hitRatio, HitRatioModel model) {
        Reason fine = Reason.of("hit ratio " + Ratio.of(hitRatio) + " needs no help", hitRatio);
        if (model.evidence() == EvidenceKind.HISTORY) {
            Duration longer = stepped(context, rules.conservativeStep());
            Estimate gain = model.change(context.currentTtl(), longer);
            if (gain.low() > 0 && context.prices().apiCall().amount() > 0) {
                return new Move(
                        TtlStrategy.CONSERVATIVE,
                        +1,
                        fine,
                        Reason.of("past TTLs show a gain beyond their noise", gain.value()));
            }
        }
        return new Move(TtlStrategy.MAINTAIN, 0, fine);
    }

    private static Reason risingCost(double trend) {
        return Reason.of(String.format(Locale.ROOT, "the bill rises by %.1f %% per cycle", trend), trend);
    }

    private TtlAdjustment carryOut(TtlContext context, CacheMetrics metrics, HitRatioModel model, Move move) {
        List<Reason> reasons = new ArrayList<>(move.reasons());
        context.costTrendPercent().stream()
                .filter(trend -> trend >= rules.risingCostPercent() && move.direction() > 0)
                .mapToObj(AdaptiveTtlPolicy::risingCost)
                .filter(reason -> !reasons.contains(reason))
                .forEach(reasons::add);
        TtlStrategy strategy = move.direction() == 0 ? TtlStrategy.MAINTAIN : rules.strategy(move.strategy());
        Duration current = context.currentTtl();
        Duration next = stepped(context, rules.step(strategy).multipliedBy(move.direction()));
        if (next.compareTo(current) * move.direction() > 0) {
            return change(context, metrics, model, next, strategy, reasons);
        }
        if (move.direction() != 0 && strategy != TtlStrategy.MAINTAIN) {
            reasons.add(Reason.of(
                    "the TTL is at its bound: allowed are "
                            + Seconds.text(context.bounds().min()) + " to "
                            + Seconds.text(context.bounds().max()),
                    Seconds.of(current)));
        }
        return TtlAdjustment.maintain(current, Confidence.of(model.confidence()), model.evidence(), reasons);
    }

    /** A step from the TTL in force, held within the bounds. */
    private static Duration stepped(TtlContext context, Duration step) {
        return context.bounds().clamp(context.currentTtl().plus(step));
    }

    /** A TTL outside the bounds is brought back to the nearer one before any rule is asked: the bounds are a promise. */
    private static Reason outside(TtlContext context) {
        return Reason.of(
                "the TTL in force is outside its bounds, "
                        + Seconds.text(context.bounds().min()) + " to "
                        + Seconds.text(context.bounds().max()) + ", which come before all else",
                Seconds.of(context.currentTtl()));
    }

    private static TtlAdjustment change(
            TtlContext context,
            CacheMetrics metrics,
            HitRatioModel model,
            Duration next,
            TtlStrategy strategy,
            List<Reason> reasons) {
        Estimate change = model.change(context.currentTtl(), next);
        return new TtlAdjustment(
                context.currentTtl(),
                next,
                strategy,
                Optional.of(change),
                costChange(metrics.requestsPerHour(), context.prices(), change),
                Confidence.of(model.confidence()),
                reasons,
                model.evidence(),
                Optional.empty());
    }

    private static TtlAdjustment maintain(TtlContext context, Reason reason) {
        return TtlAdjustment.maintain(context.currentTtl(), Confidence.of(0), EvidenceKind.RULES, List.of(reason));
    }

    private static Optional<Estimate> costChange(OptionalDouble requestsPerHour, Prices prices, Estimate change) {
        return requestsPerHour.isEmpty()
                ? Optional.empty()
                : Optional.of(new CostModel(prices).apiCostChange(change, requestsPerHour.getAsDouble()));
    }

    /** What a row of the table says: how far, which way (−1, 0, +1), and why. */
    private record Move(TtlStrategy strategy, int direction, List<Reason> reasons) {
        Move(TtlStrategy strategy, int direction, Reason... reasons) {
            this(strategy, direction, List.of(reasons));
        }
    }
}
