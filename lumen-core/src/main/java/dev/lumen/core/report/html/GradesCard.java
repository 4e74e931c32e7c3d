package dev.lumen.core.report.html;

import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.grade.GradedMetric;
import dev.lumen.api.grade.MetricGrade;
import dev.lumen.core.report.figures.Figures;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The metrics of the cache with their grades, and those that were not observed. */
final class GradesCard {
    private GradesCard() {}

    static void write(Markup page, Optional<CacheFeedback> cache) {
        Card.open(page, "metrics", "Metrics of the cache", "");
        if (cache.isEmpty()) {
            Card.nothing(page, "The cache could not be read, and nothing is known of it from earlier.");
        } else {
            metrics(page, cache.get());
        }
        Card.close(page);
    }

    private static void metrics(Markup page, CacheFeedback cache) {
        page.open("table");
        page.open("thead").open("tr");
        page.element("th", "metric", "scope", "col")
                .element("th", "value", "scope", "col", "class", "figure")
                .element("th", "grade", "scope", "col");
        page.close().close().open("tbody");
        for (MetricGrade grade : cache.grades()) {
            page.open("tr").element("td", grade.metric().label());
            page.element("td", Figures.metric(grade), "class", "figure");
            page.open("td");
            Tone.of(grade.grade()).badge(page, grade.grade().toString());
            page.close().close();
        }
        page.close().close();
        if (!cache.absent().isEmpty()) {
            page.element(
                    "p",
                    "Not observed: "
                            + cache.absent().stream().map(GradedMetric::label).collect(Collectors.joining(", ")) + ".",
                    "class",
                    "note");
        }
        String where = "Read from " + cache.metrics().source() + ", over "
                + Figures.duration(cache.metrics().window().length());
        page.element(
                "p",
                cache.metrics().lookups().requests().isPresent()
                        ? where
                                + String.format(
                                        Locale.ROOT,
                                        " with %,d requests.",
                                        cache.metrics().lookups().requests().getAsLong())
                        : where + ".",
                "class",
                "note");
    }
}
