package dev.lumen.examples.cli;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.EvidenceKind;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.RoiDecision;
import dev.lumen.api.advise.SizeStrategy;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Advice as text for a terminal. */
final class AdviceText {
    private AdviceText() {}

    /**
     * Advice on a TTL.
     *
     * @param hitRatio the hit ratio now, to show where it would go
     * @param unpriced what to say where the change of cost is not known
     */
    static void ttl(Page page, TtlAdjustment advice, OptionalDouble hitRatio, String unpriced) {
        Duration step = advice.recommendedTtl().minus(advice.currentTtl());
        page.heading("TTL recommendation");
        page.field("Current TTL:", Show.seconds(advice.currentTtl()));
        page.field(
                "Recommended TTL:",
                Show.seconds(advice.recommendedTtl())
                        + (step.isZero() ? "" : " (" + (step.isNegative() ? "" : "+") + Show.seconds(step) + ")"));
        page.field("Strategy:", advice.strategy().toString());
        advice.withoutOverride()
                .ifPresent(free -> page.field("Held back:", Show.seconds(free) + " without the override"));
        if (!step.isZero()) {
            page.heading("Expected effect, " + basis(advice.evidence()));
            advice.expectedHitRatioChange()
                    .filter(change -> hitRatio.isPresent())
                    .ifPresent(change -> page.field(
                            "Hit ratio:",
                            Show.percent(hitRatio.getAsDouble()) + " → "
                                    + ratio(TtlSimulation.after(hitRatio.getAsDouble(), change))));
            page.field(
                    "API cost:",
                    advice.expectedCostChangeUsdPerMonth().map(Show::monthly).orElse(unpriced));
        }
        page.field("Confidence:", Show.confidence(advice.confidence()));
        reasoning(page, advice.reasoning());
    }

    /**
     * Advice on a size.
     *
     * @param callsSaved on what the money for calls rests, where more room is advised by rules
     */
    static void size(Page page, CacheSizeAdjustment advice, Optional<String> callsSaved) {
        page.heading("Size recommendation");
        page.field("Current size:", advice.currentSize().toString());
        page.field("Recommended size:", advice.recommendedSize() + change(advice));
        page.field("Strategy:", advice.strategy().toString());
        advice.withoutLock().ifPresent(free -> page.field("Held back:", free + " without the lock"));
        if (!advice.recommendedSize().equals(advice.currentSize())) {
            page.heading("Expected effect, " + basis(advice.evidence()));
            page.field("Memory cost:", advice.memoryCostChangeUsdPerMonth().signed() + " a month");
            page.field(
                    "API cost:",
                    advice.apiCostChangeUsdPerMonth().map(Show::monthly).orElse("not known"));
            callsSaved
                    .filter(rests -> advice.strategy() == SizeStrategy.SCALE_UP)
                    .ifPresent(rests -> page.field("", rests));
            page.field(
                    "Net saving:",
                    advice.netSavingUsdPerMonth().map(Usd::signed).orElse("not known") + " a month");
            page.field("ROI score:", roi(advice));
            page.field("Decision:", advice.decision().map(AdviceText::words).orElse("none: too little is known"));
        }
        page.field("Confidence:", Show.confidence(advice.confidence()));
        reasoning(page, advice.reasoning());
    }

    /** A ratio with the interval it lies in. */
    static String ratio(Estimate ratio) {
        return Show.percent(ratio.value()) + " (" + Show.percent(ratio.low()) + " to " + Show.percent(ratio.high())
                + ")";
    }

    private static String change(CacheSizeAdjustment advice) {
        ByteSize before = advice.currentSize();
        ByteSize after = advice.recommendedSize();
        return after.equals(before) ? "" : String.format(Locale.ROOT, " (%+.0f %%)", 100 * (after.shareOf(before) - 1));
    }

    private static String roi(CacheSizeAdjustment advice) {
        return advice.roiScore().isPresent()
                ? String.format(Locale.ROOT, "%.1f/10", advice.roiScore().getAsDouble())
                : "not known";
    }

    private static String words(RoiDecision decision) {
        return decision.name().replace('_', ' ');
    }

    private static String basis(EvidenceKind evidence) {
        return switch (evidence) {
            case RULES -> "by a MODEL, not measured";
            case HISTORY -> "fitted to earlier settings";
            case ACCESS_PROFILE -> "from recorded accesses";
        };
    }

    private static void reasoning(Page page, List<Reason> reasons) {
        page.heading("Reasoning");
        reasons.forEach(reason -> page.bullet(reason.text()));
    }
}
