package dev.lumen.core.report.html;

import dev.lumen.api.advise.Overrides;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.core.report.figures.Figures;
import java.util.ArrayList;
import java.util.List;

/** What is missing and why, what is held by hand, and what else a reader should know. */
final class RemarksCard {
    private RemarksCard() {}

    static void write(Markup page, UnifiedFeedback feedback) {
        List<String> held = held(feedback.overrides());
        List<String> missing = feedback.missing().stream()
                .map(part -> part.source() + " (" + Tone.word(part.reason()) + "): " + part.detail())
                .toList();
        if (held.isEmpty() && missing.isEmpty() && feedback.notices().isEmpty()) {
            return;
        }
        Card.open(page, "remarks", "Before you read on", "full");
        part(page, "Held by hand", held);
        part(page, "Missing", missing);
        part(page, "Notices", feedback.notices());
        Card.close(page);
    }

    private static void part(Markup page, String title, List<String> sentences) {
        if (!sentences.isEmpty()) {
            page.element("h4", title);
            Facts.list(page, sentences);
        }
    }

    private static List<String> held(Overrides overrides) {
        List<String> held = new ArrayList<>();
        overrides.ttl().ifPresent(ttl -> held.add("the TTL, at " + Figures.duration(ttl)));
        if (overrides.sizeLocked()) {
            held.add("the size is locked");
        }
        if (overrides.optimizationDisabled()) {
            held.add("optimisation is disabled: nothing is recommended");
        }
        return held;
    }
}
