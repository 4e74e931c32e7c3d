package dev.lumen.examples.cli;

import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.feedback.MissingPart;
import dev.lumen.api.feedback.Recommendation;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.gate.GateScore;
import dev.lumen.api.grade.GradedMetric;
import dev.lumen.api.signal.SloReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A feedback as text for a terminal. */
final class FeedbackText {
    private FeedbackText() {}

    /** Everything. */
    static String whole(UnifiedFeedback feedback) {
        Page page = new Page();
        head(page, feedback);
        feedback.gate().ifPresent(gate -> gate(page, gate));
        ServiceText.write(page, feedback);
        feedback.cache().ifPresent(cache -> {
            page.heading("Cache");
            verdict(page, cache);
        });
        advice(page, feedback);
        page.heading("What to do");
        recommendations(page, feedback.recommendations());
        remarks(page, feedback);
        return page.text();
    }

    /** A few lines. */
    static String summary(UnifiedFeedback feedback) {
        Page page = new Page();
        head(page, feedback);
        ServiceText.summary(page, feedback);
        feedback.cache().ifPresent(cache -> page.field("Cache:", cache.health() + ", next " + cache.action()));
        recommendations(page, feedback.recommendations());
        remarks(page, feedback);
        return page.text();
    }

    /** The few fields of the JSON form that a summary has, under the names that they have in the whole. */
    static Map<String, Object> summaryFields(UnifiedFeedback feedback) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("schemaVersion", feedback.schemaVersion());
        fields.put("timestamp", feedback.timestamp());
        fields.put("cacheName", feedback.cacheName());
        fields.put("systemHealth", feedback.systemHealth());
        feedback.gate().ifPresent(gate -> fields.put("gate", gate(gate)));
        feedback.cache()
                .ifPresent(cache -> fields.put("cache", Map.of("health", cache.health(), "action", cache.action())));
        feedback.maturity()
                .ifPresent(maturity ->
                        fields.put("maturity", Map.of("score", maturity.score(), "level", maturity.level())));
        feedback.roi().ifPresent(roi -> fields.put("roi", Map.of("score", roi.score())));
        feedback.slo()
                .map(SloReport::complianceScore)
                .filter(OptionalDouble::isPresent)
                .ifPresent(score -> fields.put("slo", Map.of("complianceScore", score.getAsDouble())));
        feedback.costRhythm().ifPresent(rhythm -> fields.put("costRhythm", Map.of("state", rhythm.state())));
        fields.put("recommendations", feedback.recommendations());
        fields.put("missing", feedback.missing());
        return fields;
    }

    private static void gate(Page page, GateScore gate) {
        for (GateScore.Component part : gate.components()) {
            page.field(
                    "  " + part.name() + ":",
                    String.format(
                            Locale.ROOT,
                            "%.1f at weight %.2f, %.1f points",
                            part.score(),
                            part.weight(),
                            part.contribution()));
        }
        gate.largestLever().ifPresent(lever -> page.field("Largest lever:", lever));
        gate.caps().forEach(cap -> page.field("At most:", cap.atMost() + ": " + cap.reason()));
    }

    private static Map<String, Object> gate(GateScore gate) {
        Map<String, Object> fields = new LinkedHashMap<>();
        gate.score().ifPresent(score -> fields.put("score", score));
        fields.put("coverage", gate.coverage());
        return fields;
    }

    private static void head(Page page, UnifiedFeedback feedback) {
        page.heading("Lumen feedback for " + feedback.cacheName());
        page.field("Time:", feedback.timestamp().toString());
        page.field("System health:", feedback.systemHealth().toString());
        page.field("Gate score:", feedback.gate().map(FeedbackText::score).orElse("none"));
    }

    private static String score(GateScore gate) {
        return gate.score().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "%.1f of 100, coverage %.0f %%",
                        gate.score().getAsDouble(),
                        100 * gate.coverage())
                : "none";
    }

    /** Advice on TTL and size, with its reasons. */
    static void advice(Page page, UnifiedFeedback feedback) {
        OptionalDouble hitRatio = feedback.cache().map(CacheFeedback::hitRatio).orElse(OptionalDouble.empty());
        feedback.ttl().ifPresent(advice -> AdviceText.ttl(page, advice, hitRatio, "not known without the traffic"));
        feedback.size().ifPresent(advice -> AdviceText.size(page, advice, Optional.empty()));
    }

    /** How a cache is, and by which of its metrics. */
    static void verdict(Page page, CacheFeedback cache) {
        page.field("Health:", cache.health().toString());
        page.field("Next:", cache.action().toString());
        cache.grades().forEach(grade -> page.field(capital(grade.metric().label()) + ":", Show.grade(grade)));
        if (!cache.absent().isEmpty()) {
            page.field(
                    "Not observed:",
                    cache.absent().stream().map(GradedMetric::label).collect(Collectors.joining(", ")));
        }
    }

    private static void recommendations(Page page, List<Recommendation> recommendations) {
        if (recommendations.isEmpty()) {
            page.line("  Nothing: leave it as it is.");
        }
        for (Recommendation advice : recommendations) {
            String change = advice.current().equals(advice.recommended())
                    ? advice.current()
                    : advice.current() + " → " + advice.recommended();
            page.bullet("[" + advice.priority() + "] " + advice.title() + ": " + change
                    + advice.costImpactUsdPerMonth()
                            .map(money -> ", " + money.signed() + " a month")
                            .orElse(""));
        }
    }

    /** What is missing, and what else there is to know; nothing where there is neither. */
    static void remarks(Page page, UnifiedFeedback feedback) {
        if (feedback.missing().isEmpty() && feedback.notices().isEmpty()) {
            return;
        }
        page.heading("To know");
        feedback.missing().forEach(part -> page.bullet("missing: " + sentence(part)));
        feedback.notices().forEach(page::bullet);
    }

    static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** Source and detail, which begins with its name mostly. */
    private static String sentence(MissingPart part) {
        return part.detail().startsWith(part.source()) ? part.detail() : part.source() + ": " + part.detail();
    }
}
