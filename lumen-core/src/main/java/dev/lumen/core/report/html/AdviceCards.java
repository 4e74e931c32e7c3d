package dev.lumen.core.report.html;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.Confidence;
import dev.lumen.api.advise.EvidenceKind;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.core.report.figures.Figures;
import java.util.List;
import java.util.Locale;

/** Why the TTL and the size are advised as they are, with the numbers that the advice rests on. */
final class AdviceCards {
    private AdviceCards() {}

    static void write(Markup page, UnifiedFeedback feedback) {
        Card.open(page, "ttl", "Why this TTL", "");
        feedback.ttl()
                .ifPresentOrElse(
                        ttl -> ttl(page, ttl), () -> Card.nothing(page, "There is no advice on the TTL in this run."));
        Card.close(page);
        Card.open(page, "size", "Why this size", "");
        feedback.size()
                .ifPresentOrElse(
                        size -> size(page, size),
                        () -> Card.nothing(page, "There is no advice on the size in this run."));
        Card.close(page);
    }

    private static void ttl(Markup page, TtlAdjustment ttl) {
        boolean stays = ttl.currentTtl().equals(ttl.recommendedTtl());
        page.element(
                "p",
                stays
                        ? "Keep " + Figures.duration(ttl.currentTtl())
                        : Figures.duration(ttl.currentTtl()) + " → " + Figures.duration(ttl.recommendedTtl()),
                "class",
                "big");
        try (Facts facts = new Facts(page)) {
            if (!stays) {
                facts.add("step", Tone.word(ttl.strategy()));
            }
            ttl.withoutOverride().ifPresent(free -> facts.add("held back by an override", Figures.duration(free)));
            ttl.expectedHitRatioChange().ifPresent(change -> facts.add("hit ratio", Figures.points(change)));
            ttl.expectedCostChangeUsdPerMonth().ifPresent(change -> facts.add("API cost", Figures.monthly(change)));
            grounds(facts, ttl.confidence(), ttl.evidence());
        }
        reasons(page, ttl.reasoning());
    }

    private static void size(Markup page, CacheSizeAdjustment size) {
        boolean stays = size.currentSize().equals(size.recommendedSize());
        page.element(
                "p",
                stays ? "Keep " + size.currentSize() : size.currentSize() + " → " + size.recommendedSize(),
                "class",
                "big");
        try (Facts facts = new Facts(page)) {
            facts.add("strategy", Tone.word(size.strategy()));
            size.withoutLock().ifPresent(free -> facts.add("held back by the lock", free.toString()));
            if (!stays) {
                facts.add("memory cost", size.memoryCostChangeUsdPerMonth().signed() + " a month");
            }
            size.apiCostChangeUsdPerMonth().ifPresent(change -> facts.add("API cost", Figures.monthly(change)));
            size.netSavingUsdPerMonth().ifPresent(saving -> facts.add("saves, net", saving + " a month"));
            size.roiScore()
                    .ifPresent(score -> facts.add(
                            "ROI score",
                            String.format(Locale.ROOT, "%.1f of 10", score)
                                    + size.decision()
                                            .map(decision -> ", " + Tone.word(decision))
                                            .orElse("")));
            grounds(facts, size.confidence(), size.evidence());
        }
        reasons(page, size.reasoning());
    }

    private static void grounds(Facts facts, Confidence confidence, EvidenceKind evidence) {
        facts.add(
                "confidence",
                String.format(Locale.ROOT, "%.2f (%s)", confidence.value(), Tone.word(confidence.label())));
        facts.add("rests on", Tone.word(evidence));
    }

    private static void reasons(Markup page, List<Reason> reasons) {
        page.element("h4", "Because");
        Facts.list(page, reasons.stream().map(Reason::text).toList());
    }
}
