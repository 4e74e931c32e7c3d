package dev.lumen.core.sizing;

import dev.lumen.api.advise.AccessEvidence;
import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.Confidence;
import dev.lumen.api.advise.EvidenceKind;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.RoiDecision;
import dev.lumen.api.advise.SizeContext;
import dev.lumen.api.advise.SizeOptimizer;
import dev.lumen.api.advise.SizeStrategy;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import dev.lumen.core.roi.CheapestSetting;
import dev.lumen.core.roi.CostModel;
import dev.lumen.core.roi.CostSurface;
import dev.lumen.core.roi.CostSurface.Setting;
import dev.lumen.core.roi.SettingSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * For hosts that record accesses: towards the size of the cheapest setting on the surface, TTL and size looked for together,
 * by at most half as much again or half as little a run (SPEC §5). It stays where the gain is within the noise of the
 * estimate or too small to matter, and where too little is known.
 *
 * <p>Immutable and thread-safe.
 */
public final class ProfiledSizeOptimizer implements SizeOptimizer {
    private final SizeRules rules;

    /** Steps as in the guide. */
    public ProfiledSizeOptimizer() {
        this(SizeRules.DEFAULT);
    }

    /** Steps of the host's own; of {@code rules} nothing else is used. */
    public ProfiledSizeOptimizer(SizeRules rules) {
        this.rules = rules;
    }

    @Override
    public CacheSizeAdjustment recommend(SizeContext context) {
        return HeldSize.unlessHeld(context, this::free);
    }

    private CacheSizeAdjustment free(SizeContext context) {
        return SettingSearch.of(context.cache(), context.health(), context.evidence(), context.prices())
                .fold((costs, search) -> towards(context, costs, search), why -> unknown(context, why))
                .alsoBecause(context.evidence().map(AccessEvidence::remarks).orElse(List.of()));
    }

    private CacheSizeAdjustment towards(SizeContext context, CostSurface costs, CheapestSetting search) {
        List<Reason> reasons = new ArrayList<>();
        reasons.add(search.comparison());
        reasons.addAll(costs.broken(search.now()));
        ByteSize current = context.currentSize();
        ByteSize wanted = search.best().size().orElse(current);
        if (!search.worthwhile()) {
            reasons.add(search.notWorthIt());
            return stay(context, search, reasons);
        }
        if (wanted.compareTo(current) < 0 && !RoomRent.hasPaid(context, search.now())) {
            reasons.add(Reason.of("too little of the workload was seen yet to take room away"));
            return stay(context, search, reasons);
        }
        Optional<Setting> there = step(context, current, wanted)
                .flatMap(size -> costs.at(search.now().ttl(), Optional.of(size)))
                .filter(search::helps);
        if (there.isEmpty()) {
            reasons.add(Reason.of("the size is where it should be, or waits for the TTL"));
            return stay(context, search, reasons);
        }
        CacheSizeAdjustment advice = priced(context, costs, search, there.get(), new ArrayList<>(reasons));
        boolean turnedDown = !search.mustMove()
                && advice.decision().filter(RoiDecision.NOT_RECOMMENDED::equals).isPresent()
                && advice.memoryCostChangeUsdPerMonth().amount() > 0;
        if (!turnedDown) {
            return advice;
        }
        reasons.add(Reason.of(
                "more room would cost " + advice.memoryCostChangeUsdPerMonth().signed()
                        + " a month and hardly save more",
                advice.memoryCostChangeUsdPerMonth().amount()));
        return stay(context, search, reasons);
    }

    /** The next size on the way, or empty where none can be had. */
    private Optional<ByteSize> step(SizeContext context, ByteSize current, ByteSize wanted) {
        ByteSize furthest = wanted.compareTo(current) > 0
                ? wanted.min(current.times(rules.growth()))
                : wanted.max(current.times(rules.deepestCut()));
        ByteSize had = context.grid().ceil(context.bounds().clamp(furthest));
        ByteSize allowed = had.min(context.grid().floor(context.bounds().max()));
        return allowed.equals(current) || allowed.compareTo(context.bounds().min()) < 0
                ? Optional.empty()
                : Optional.of(allowed);
    }

    private static CacheSizeAdjustment priced(
            SizeContext context, CostSurface costs, CheapestSetting search, Setting there, List<Reason> reasons) {
        ByteSize next = there.size().orElseThrow();
        Estimate api = costs.change(search.now(), there);
        Usd memory = new CostModel(context.prices()).memoryCostChange(context.currentSize(), next);
        OptionalDouble score = CostModel.roiScore(memory.amount(), api.value());
        Confidence confidence = Confidence.of(search.likelihood());
        RoiDecision atMost =
                confidence.label() == Confidence.Label.LOW ? RoiDecision.RECOMMEND : RoiDecision.STRONGLY_RECOMMEND;
        reasons.add(Reason.of(
                String.format(
                        Locale.ROOT,
                        "%s is the step now: %s a month",
                        next,
                        Usd.of(there.totalUsd() - search.now().totalUsd()).signed()),
                there.totalUsd() - search.now().totalUsd()));
        return new CacheSizeAdjustment(
                context.currentSize(),
                next,
                next.compareTo(context.currentSize()) > 0 ? SizeStrategy.SCALE_UP : SizeStrategy.SCALE_DOWN,
                memory,
                Optional.of(api),
                Optional.of(Usd.of(-api.value() - memory.amount())),
                score,
                score.isPresent()
                        ? Optional.of(RoiVerdict.worseOf(RoiVerdict.of(score.getAsDouble()), atMost))
                        : Optional.empty(),
                confidence,
                reasons,
                EvidenceKind.ACCESS_PROFILE,
                Optional.empty());
    }

    private static CacheSizeAdjustment stay(SizeContext context, CheapestSetting search, List<Reason> reasons) {
        return CacheSizeAdjustment.unchanged(
                context.currentSize(),
                SizeStrategy.MAINTAIN,
                Confidence.of(1 - search.likelihood() / 2),
                EvidenceKind.ACCESS_PROFILE,
                reasons);
    }

    private static CacheSizeAdjustment unknown(SizeContext context, String reason) {
        return CacheSizeAdjustment.unchanged(
                context.currentSize(),
                SizeStrategy.MAINTAIN,
                Confidence.of(0),
                EvidenceKind.ACCESS_PROFILE,
                List.of(Reason.of(reason)));
    }
}
