package dev.lumen.core.sizing;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.Confidence;
import dev.lumen.api.advise.EvidenceKind;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.RoiDecision;
import dev.lumen.api.advise.SizeContext;
import dev.lumen.api.advise.SizeOptimizer;
import dev.lumen.api.advise.SizeStrategy;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Require;
import dev.lumen.api.units.Usd;
import dev.lumen.core.roi.CostModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The size rules of SPEC §5, for hosts that know aggregate metrics alone: the first row that matches says what to do, and
 * the money says whether it is worth it.
 *
 * <p>Rules cannot know what an evicted entry was still worth. At best every eviction caused one miss, at worst none did:
 * the API saving of more room lies in [0, min(evictions, misses) an hour × 730 × price of a call], the middle is the
 * estimate, and the confidence is LOW. Where misses are not counted, the evictions alone are the bound.
 *
 * <p>A cache whose look-ups are not known at all, since its server holds others too, is sized by its memory and its evictions
 * (SPEC §2), though its health is UNKNOWN.
 *
 * <p>Immutable and thread-safe.
 */
public final class RoiSizeOptimizer implements SizeOptimizer {
    private static final Confidence GROWING = Confidence.of(0.3);
    private static final Confidence SHRINKING = Confidence.of(0.5);
    private static final Confidence NONE = Confidence.of(0);

    /** Above this, memory taken from the system is mostly holes (Redis' own advice: above 1.5). */
    private static final double FRAGMENTED = 1.5;

    private static final double WATCH_DAYS = 7;

    private final SizeRules rules;

    /** The guide's rules. */
    public RoiSizeOptimizer() {
        this(SizeRules.DEFAULT);
    }

    /** Rules of the host's own. */
    public RoiSizeOptimizer(SizeRules rules) {
        this.rules = Require.present("size rules", rules);
    }

    @Override
    public CacheSizeAdjustment recommend(SizeContext context) {
        return HeldSize.unlessHeld(context, this::free);
    }

    private CacheSizeAdjustment free(SizeContext context) {
        Optional<CacheMetrics> trusted = context.cache().trusted();
        if (trusted.isEmpty()) {
            return maintain(context, "the cache's metrics are missing or a stand-in: nothing to decide on");
        }
        boolean shared = trusted.get().lookups().equals(Lookups.unknown());
        if (context.health() == CacheHealth.UNKNOWN && !shared) {
            return maintain(context, "cache health is UNKNOWN: too few requests are known of to decide on");
        }
        if (trusted.get().memoryUsage().isEmpty()) {
            return maintain(context, "the memory in use is not known");
        }
        return byUsage(context, trusted.get(), trusted.get().memoryUsage().getAsDouble());
    }

    /** The first row of the table that matches. */
    private CacheSizeAdjustment byUsage(SizeContext context, CacheMetrics metrics, double usage) {
        double evictions = metrics.evictionsPerHour().orElse(0);
        boolean evictingMuch = evictions > rules.highEvictionsPerHour();
        List<Reason> reasons = new ArrayList<>();
        reasons.add(Reason.of("memory usage is " + Ratio.of(usage), usage));
        if (metrics.lookups().equals(Lookups.unknown())) {
            reasons.add(Reason.of("hits and misses are not known: memory and evictions decide alone"));
        }
        metrics.evictionsPerHour()
                .ifPresent(rate -> reasons.add(Reason.of(
                        String.format(
                                Locale.ROOT,
                                "evictions are %.0f/h, %s",
                                rate,
                                evictingMuch ? "high" : rate > 0 ? "not high" : "none"),
                        rate)));
        if (!context.bounds().clamp(context.currentSize()).equals(context.currentSize())) {
            return keep(context, reasons); // the bounds come before all rules
        }
        if (evictingMuch && usage < rules.optimalTo()) {
            return optimize(context, metrics, reasons);
        }
        if (evictingMuch || (usage >= rules.highUsage() && evictions > 0)) {
            return grow(context, metrics, RoiDecision.STRONGLY_RECOMMEND, reasons);
        }
        double hitRatio = metrics.hitRatio().orElse(0);
        if (usage >= rules.optimalTo() && hitRatio >= rules.goodHitRatio()) {
            reasons.add(Reason.of("hit ratio " + Ratio.of(hitRatio) + " makes room worth having", hitRatio));
            return grow(context, metrics, RoiDecision.CONSIDER, reasons);
        }
        if (usage < rules.lowUsage()) {
            return shrink(context, metrics, reasons);
        }
        watch(context, usage).ifPresent(reasons::add);
        return keep(context, reasons);
    }

    private CacheSizeAdjustment optimize(SizeContext context, CacheMetrics metrics, List<Reason> reasons) {
        reasons.add(Reason.of("entries are evicted although there is room: the size is not the problem"));
        Gauges gauges = metrics.gauges();
        boolean holes = gauges.fragmentationRatio().orElse(0) >= FRAGMENTED;
        gauges.fragmentationRatio()
                .ifPresent(ratio -> reasons.add(Reason.of(
                        String.format(Locale.ROOT, "fragmentation ratio is %.2f", ratio)
                                + (holes ? ": memory is lost in holes; defragment" : ", not the cause"),
                        ratio)));
        reasons.add(Reason.of(gauges.evictionPolicy()
                .map(policy -> "eviction policy (maxmemory-policy) is " + policy + (holes ? "" : ": review it"))
                .orElse("eviction policy (maxmemory-policy) is not known here: review it")));
        if (gauges.fragmentationRatio().isEmpty()) {
            reasons.add(Reason.of("fragmentation ratio is not known here: look at it too"));
        }
        return CacheSizeAdjustment.unchanged(
                context.currentSize(), SizeStrategy.OPTIMIZE, SHRINKING, EvidenceKind.RULES, reasons);
    }

    private CacheSizeAdjustment grow(
            SizeContext context, CacheMetrics metrics, RoiDecision atMost, List<Reason> reasons) {
        ByteSize wanted =
                context.currentSize().times(rules.growth()).max(context.bounds().min());
        Optional<ByteSize> next =
                atMost(context, context.grid().ceil(wanted)).filter(size -> size.compareTo(context.currentSize()) > 0);
        if (next.isEmpty()) {
            reasons.add(
                    context.currentSize().compareTo(context.bounds().max()) >= 0 ? atBound(context) : noStep(context));
            return keep(context, reasons);
        }
        CostModel costs = new CostModel(context.prices());
        Optional<Estimate> api = metrics.evictionsPerHour().isEmpty()
                ? Optional.empty()
                : Optional.of(Estimate.midway(0, -costs.apiUsdPerMonth(missesFromEvictions(metrics))));
        CacheSizeAdjustment advice = priced(
                context,
                next.get(),
                SizeStrategy.SCALE_UP,
                api,
                GROWING,
                RoiVerdict.worseOf(atMost, RoiDecision.RECOMMEND),
                reasons);
        boolean notWorthIt =
                advice.decision().filter(RoiDecision.NOT_RECOMMENDED::equals).isPresent()
                        && advice.memoryCostChangeUsdPerMonth().amount() > 0;
        if (!notWorthIt) {
            return advice;
        }
        reasons.add(Reason.of(
                "more room would cost " + advice.memoryCostChangeUsdPerMonth().signed() + " a month and save less",
                advice.memoryCostChangeUsdPerMonth().amount()));
        CacheSizeAdjustment kept = keep(context, reasons);
        return kept.strategy() == SizeStrategy.MAINTAIN ? turnedDown(kept, advice) : kept;
    }

    /** Staying as it is, with the verdict on what was thought of instead. */
    private static CacheSizeAdjustment turnedDown(CacheSizeAdjustment kept, CacheSizeAdjustment change) {
        return new CacheSizeAdjustment(
                kept.currentSize(),
                kept.currentSize(),
                SizeStrategy.MAINTAIN,
                Usd.ZERO,
                Optional.empty(),
                Optional.empty(),
                change.roiScore(),
                change.decision(),
                change.confidence(),
                kept.reasoning(),
                EvidenceKind.RULES,
                Optional.empty());
    }

    /** The most misses an hour that evictions can have caused. */
    private static double missesFromEvictions(CacheMetrics metrics) {
        double evictions = metrics.evictionsPerHour().orElse(0);
        return metrics.lookups().misses().isPresent()
                ? Math.min(evictions, metrics.window().perHour((double)
                        metrics.lookups().misses().getAsLong()))
                : evictions;
    }

    private CacheSizeAdjustment shrink(SizeContext context, CacheMetrics metrics, List<Reason> reasons) {
        ByteSize current = context.currentSize();
        ByteSize used = metrics.gauges().used().orElse(current);
        ByteSize wanted = used.times(1 / rules.target())
                .max(current.times(rules.deepestCut()))
                .max(used);
        Optional<ByteSize> next = atMost(
                        context, context.grid().ceil(wanted.max(context.bounds().min())))
                .filter(size -> size.compareTo(current) < 0 && size.compareTo(used) >= 0);
        if (next.isEmpty()) {
            reasons.add(current.compareTo(context.bounds().min()) <= 0 ? atBound(context) : noStep(context));
            return keep(context, reasons);
        }
        reasons.add(Reason.of("all that is held now still fits", used.megabytes()));
        Optional<Estimate> nothingLost = Optional.of(new Estimate(0, 0, 0));
        return priced(
                context,
                next.get(),
                SizeStrategy.SCALE_DOWN,
                nothingLost,
                SHRINKING,
                RoiDecision.STRONGLY_RECOMMEND,
                reasons);
    }

    private Optional<Reason> watch(SizeContext context, double usage) {
        double perDay = context.usageTrendPerDay().orElse(0);
        double days = (rules.optimalTo() - usage) / perDay;
        return perDay > 0 && days >= 0 && days <= WATCH_DAYS
                ? Optional.of(Reason.of(
                        String.format(
                                Locale.ROOT,
                                "watch memory: usage reaches %s in %.1f days by its trend",
                                Ratio.of(rules.optimalTo()),
                                days),
                        days))
                : Optional.empty();
    }

    /** No change of its own; but a size outside the bounds is brought back to the nearer one, if that holds what is used. */
    private CacheSizeAdjustment keep(SizeContext context, List<Reason> reasons) {
        ByteSize current = context.currentSize();
        if (context.bounds().clamp(current).equals(current)) {
            return unchanged(context, reasons);
        }
        ByteSize used = context.cache()
                .trusted()
                .flatMap(metrics -> metrics.gauges().used())
                .orElse(ByteSize.ZERO);
        Optional<ByteSize> bounded = atMost(
                        context, context.grid().ceil(context.bounds().clamp(current)))
                .filter(size -> size.compareTo(used) >= 0 && !size.equals(current));
        reasons.add(Reason.of(
                "the size in force is outside its bounds, " + context.bounds().min() + " to "
                        + context.bounds().max() + ", which come before all else"
                        + (bounded.isPresent() ? "" : ", and none within them can be had that holds what is used"),
                current.megabytes()));
        if (bounded.isEmpty()) {
            return unchanged(context, reasons);
        }
        SizeStrategy strategy = bounded.get().compareTo(current) > 0 ? SizeStrategy.SCALE_UP : SizeStrategy.SCALE_DOWN;
        return priced(context, bounded.get(), strategy, Optional.empty(), GROWING, RoiDecision.RECOMMEND, reasons);
    }

    private static CacheSizeAdjustment unchanged(SizeContext context, List<Reason> reasons) {
        return CacheSizeAdjustment.unchanged(
                context.currentSize(), SizeStrategy.MAINTAIN, SHRINKING, EvidenceKind.RULES, reasons);
    }

    /** {@code size}, or the largest below it that can be had within the bounds; empty where none can. */
    private static Optional<ByteSize> atMost(SizeContext context, ByteSize size) {
        ByteSize allowed = size.min(context.grid().floor(context.bounds().max()));
        return allowed.compareTo(context.bounds().min()) < 0 ? Optional.empty() : Optional.of(allowed);
    }

    private static CacheSizeAdjustment priced(
            SizeContext context,
            ByteSize next,
            SizeStrategy strategy,
            Optional<Estimate> api,
            Confidence confidence,
            RoiDecision atMost,
            List<Reason> reasons) {
        Usd memory = new CostModel(context.prices()).memoryCostChange(context.currentSize(), next);
        OptionalDouble score = api.map(change -> CostModel.roiScore(memory.amount(), change.value()))
                .orElse(OptionalDouble.empty());
        Optional<RoiDecision> decision = score.isPresent()
                ? Optional.of(RoiVerdict.worseOf(RoiVerdict.of(score.getAsDouble()), atMost))
                : Optional.empty();
        return new CacheSizeAdjustment(
                context.currentSize(),
                next,
                strategy,
                memory,
                api,
                api.map(change -> Usd.of(-change.value() - memory.amount())),
                score,
                decision,
                confidence,
                reasons,
                EvidenceKind.RULES,
                Optional.empty());
    }

    private static Reason noStep(SizeContext context) {
        return Reason.of("no size of use can be had: within " + context.bounds().min() + " to "
                + context.bounds().max() + " they come in steps of "
                + context.grid().step() + ", so the saving is $0");
    }

    private static Reason atBound(SizeContext context) {
        return Reason.of(
                "the size is at its bound: allowed are " + context.bounds().min() + " to "
                        + context.bounds().max(),
                context.currentSize().megabytes());
    }

    private static CacheSizeAdjustment maintain(SizeContext context, String reason) {
        return CacheSizeAdjustment.unchanged(
                context.currentSize(), SizeStrategy.MAINTAIN, NONE, EvidenceKind.RULES, List.of(Reason.of(reason)));
    }
}
