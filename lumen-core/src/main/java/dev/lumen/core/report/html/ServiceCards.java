package dev.lumen.core.report.html;

import dev.lumen.api.advise.Reason;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.signal.CostRhythm;
import dev.lumen.api.signal.Maturity;
import dev.lumen.api.signal.MaturityDimension;
import dev.lumen.api.signal.Roi;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Maturity by dimension, what the cache returns on its cost, and the rhythm of the bill in figures. */
final class ServiceCards {
    private static final double GOOD = 85;
    private static final double FAIR = 60;
    private static final int MOST = 12;

    private ServiceCards() {}

    static void maturity(Markup page, UnifiedFeedback feedback) {
        Card.open(page, "maturity", "Maturity by dimension", "");
        feedback.maturity()
                .ifPresentOrElse(
                        maturity -> maturity(page, maturity),
                        () -> Card.nothing(page, "Maturity is not configured, or could not be read."));
        Card.close(page);
    }

    private static void maturity(Markup page, Maturity maturity) {
        Card.lead(
                page,
                String.format(
                        Locale.ROOT,
                        "%.1f of 100, level %d of %d.",
                        maturity.score(),
                        maturity.level(),
                        Maturity.LEVELS));
        page.open("ul", "class", "rows");
        List<MaturityDimension> dimensions = maturity.dimensions();
        dimensions.subList(0, Math.min(MOST, dimensions.size())).forEach(dimension -> dimension(page, dimension));
        page.close();
        if (dimensions.size() > MOST) {
            page.open("details")
                    .element("summary", (dimensions.size() - MOST) + " more")
                    .open("ul", "class", "rows");
            dimensions.subList(MOST, dimensions.size()).forEach(dimension -> dimension(page, dimension));
            page.close().close();
        }
        if (!maturity.weakest().isEmpty()) {
            page.element("h4", "Next steps");
            Facts.list(
                    page,
                    maturity.weakest().stream()
                            .map(weak -> weak.dimension() + ": " + weak.nextStep()
                                    + String.format(Locale.ROOT, " (up to %+.1f points)", weak.scoreGain()))
                            .toList());
        }
    }

    private static void dimension(Markup page, MaturityDimension dimension) {
        page.open("li").open("p", "class", "what").element("strong", dimension.name());
        String score = String.format(Locale.ROOT, "%.0f", dimension.score());
        page.element("span", score, "class", "money").close();
        Tone tone = dimension.score() >= GOOD ? Tone.GOOD : dimension.score() >= FAIR ? Tone.CAUTION : Tone.BAD;
        Bar.of(page, dimension.score() / 100, tone, score + " of 100");
        if (!dimension.evidence().isEmpty()) {
            page.element("p", String.join("; ", dimension.evidence()), "class", "note");
        }
        page.close();
    }

    static void roi(Markup page, UnifiedFeedback feedback) {
        Card.open(page, "roi", "Return on the cache", "");
        feedback.roi()
                .ifPresentOrElse(
                        roi -> roi(page, roi),
                        () -> Card.nothing(
                                page, "The return is not known: it takes the cache's hits, its traffic and its size."));
        Card.close(page);
    }

    private static void roi(Markup page, Roi roi) {
        page.element(
                "p",
                Write.usd(roi.valueUsdPerMonth()) + " saved, " + Write.usd(roi.costUsdPerMonth()) + " paid a month",
                "class",
                "big");
        try (Facts facts = new Facts(page)) {
            facts.add(
                    "return",
                    roi.percent().isPresent()
                            ? String.format(
                                    Locale.ROOT, "%,.0f %%", roi.percent().getAsDouble())
                            : "without limit: the cache costs nothing");
            facts.add("score", Write.oneDecimal(roi.score()) + " of 100");
        }
    }

    static void rhythm(Markup page, UnifiedFeedback feedback) {
        Card.open(page, "rhythm", "Rhythm of the bill", "");
        feedback.costRhythm()
                .ifPresentOrElse(
                        rhythm -> rhythm(page, rhythm),
                        () -> Card.nothing(page, "No bill is configured, or it could not be judged."));
        Card.close(page);
    }

    private static void rhythm(Markup page, CostRhythm rhythm) {
        page.open("p", "class", "big");
        Tone.of(rhythm.state()).badge(page, rhythm.state().toString());
        page.close();
        try (Facts facts = new Facts(page)) {
            facts.add("coherence", figure("%.2f", rhythm.coherence()));
            facts.add("phase", figure("%+.2f", rhythm.phase()) + lag(rhythm.phase()));
            facts.add("entropy", figure("%.2f", rhythm.entropy()));
            facts.add("trend", figure("%+.1f %% per cycle", rhythm.trendPercent()));
            facts.add("rests on", String.format(Locale.ROOT, "%,d whole cycles", rhythm.cycles()));
            facts.add("complete through", TimeAxis.date(History.seconds(rhythm.through())));
        }
        page.element("h4", "Because");
        Facts.list(page, rhythm.reasoning().stream().map(Reason::text).toList());
    }

    private static String lag(OptionalDouble phase) {
        if (phase.isEmpty() || phase.getAsDouble() == 0) {
            return phase.isEmpty() ? "" : " (in step)";
        }
        return phase.getAsDouble() < 0 ? " (cost lags)" : " (cost leads)";
    }

    private static String figure(String format, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "not known";
    }
}
