package dev.lumen.core.report.html;

import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.gate.GateScore;
import dev.lumen.core.report.figures.Figures;
import java.util.Locale;
import java.util.Optional;

/** The head of the page: which cache, when, and how it is. */
final class Headline {
    private Headline() {}

    static void write(Markup page, UnifiedFeedback feedback) {
        page.open("header");
        page.element("p", "Lumen feedback", "class", "kind");
        page.open("h1").element("bdi", feedback.cacheName().value()).close();
        page.element("p", TimeAxis.whole(feedback.timestamp()), "class", "when");
        page.open("div", "class", "tiles");
        health(page, feedback);
        gate(page, feedback.gate());
        feedback.cache().ifPresent(cache -> cache(page, cache));
        page.close().close();
    }

    private static void health(Markup page, UnifiedFeedback feedback) {
        page.open("div", "class", "tile").element("p", "System health", "class", "name");
        page.open("p", "class", "value");
        Tone.of(feedback.systemHealth()).badge(page, feedback.systemHealth().toString());
        page.close();
        long capped = feedback.gate().map(gate -> gate.caps().size()).orElse(0);
        page.element(
                "p",
                capped == 0 ? "nothing holds it down" : "held down by " + Write.count(capped, "cap"),
                "class",
                "under");
        page.close();
    }

    private static void gate(Markup page, Optional<GateScore> gate) {
        page.open("div", "class", "tile").element("p", "Unified gate score", "class", "name");
        boolean scored = gate.filter(score -> score.score().isPresent()).isPresent();
        page.open("p", "class", "value");
        page.text(scored ? Write.oneDecimal(gate.get().score().getAsDouble()) : "none");
        if (scored) {
            page.element("small", " of 100");
        }
        page.close();
        page.element(
                "p",
                gate.map(score -> String.format(
                                Locale.ROOT, "%.0f %% of what is weighed was known", 100 * score.coverage()))
                        .orElse("the gate could not be worked out"),
                "class",
                "under");
        page.close();
    }

    private static void cache(Markup page, CacheFeedback cache) {
        page.open("div", "class", "tile").element("p", "Cache", "class", "name");
        page.open("p", "class", "value").text(Write.percent(cache.hitRatio()));
        page.element("small", " hit ratio").close();
        page.open("p", "class", "under");
        Tone.of(cache.health()).badge(page, cache.health().toString());
        page.text(" next: " + Tone.word(cache.action()));
        if (cache.quality() == Quality.STALE) {
            page.text("; last known, " + cache.age().map(Figures::duration).orElse("some time") + " old");
        } else if (cache.quality() == Quality.FALLBACK) {
            page.text("; a stand-in, nothing is decided on it");
        }
        page.close().close();
    }
}
