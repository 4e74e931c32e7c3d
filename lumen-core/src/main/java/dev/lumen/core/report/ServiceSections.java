package dev.lumen.core.report;

import static dev.lumen.core.report.Markdown.escaped;

import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.signal.Budget;
import dev.lumen.api.signal.CostRhythm;
import dev.lumen.api.signal.Maturity;
import dev.lumen.api.signal.MaturityDimension;
import dev.lumen.api.signal.Roi;
import dev.lumen.api.signal.SloReport;
import dev.lumen.api.signal.SloReport.Objective;
import dev.lumen.api.units.Percent;
import java.util.Locale;
import java.util.OptionalDouble;

/** The first three phases of a report: the service around the cache. */
final class ServiceSections {
    private ServiceSections() {}

    static void write(Markdown page, UnifiedFeedback feedback) {
        if (feedback.maturity().isPresent() || feedback.roi().isPresent()) {
            page.heading(2, "Phase 1: maturity and ROI");
            feedback.maturity().ifPresent(maturity -> maturity(page, maturity));
            feedback.roi().ifPresent(roi -> roi(page, roi));
        }
        feedback.slo().ifPresent(slo -> slo(page, slo));
        feedback.costRhythm().ifPresent(rhythm -> rhythm(page, rhythm));
    }

    private static void maturity(Markdown page, Maturity maturity) {
        page.bullet(String.format(
                Locale.ROOT,
                "**Maturity**: %s %.1f of 100 (level %d)",
                Mark.ofLevel(maturity.level()),
                maturity.score(),
                maturity.level()));
        for (MaturityDimension dimension : maturity.dimensions()) {
            page.line(String.format(Locale.ROOT, "  - %s: %.0f of 100", escaped(dimension.name()), dimension.score())
                    + (dimension.evidence().isEmpty() ? "" : ", " + escaped(String.join("; ", dimension.evidence()))));
        }
        for (Maturity.Weakness weakness : maturity.weakest()) {
            page.line("  - next for " + escaped(weakness.dimension()) + ": " + escaped(weakness.nextStep()));
        }
    }

    private static void roi(Markdown page, Roi roi) {
        page.bullet(String.format(
                Locale.ROOT,
                "**ROI**: %s %s, score %.1f of 100 (%s saved, %s paid a month)",
                Mark.ofScore(roi.score()),
                roi.percent().isPresent()
                        ? String.format(Locale.ROOT, "%,.0f %%", roi.percent().getAsDouble())
                        : roi.costUsdPerMonth().amount() == 0 ? "without limit" : Figures.NOT_KNOWN,
                roi.score(),
                roi.valueUsdPerMonth(),
                roi.costUsdPerMonth()));
    }

    private static void slo(Markdown page, SloReport slo) {
        page.heading(
                2,
                "Phase 2: SLO compliance"
                        + (slo.complianceScore().isPresent()
                                ? String.format(
                                        Locale.ROOT,
                                        ": %.1f of 100",
                                        slo.complianceScore().getAsDouble())
                                : ": not measured"));
        page.row("objective", "actual", "target", "met", "error budget left", "burn rate (long, short window)")
                .row("---", "---:", "---:", "---", "---:", "---:");
        for (Objective objective : slo.objectives()) {
            page.row(
                    escaped(objective.name()) + (objective.key() ? " (key)" : ""),
                    Figures.number(objective.actual()),
                    objective.comparator().words() + " " + Figures.number(OptionalDouble.of(objective.objective())),
                    objective
                            .met()
                            .map(met -> met ? Mark.GOOD + " met" : Mark.BAD + " not met")
                            .orElse(Mark.UNKNOWN + " " + Figures.NOT_KNOWN),
                    left(objective.errorBudgetLeft()),
                    burnRates(objective));
        }
    }

    private static String left(OptionalDouble share) {
        return share.isPresent()
                ? Figures.number(OptionalDouble.of(Math.max(-Double.MAX_VALUE, 100 * share.getAsDouble()))) + " %"
                : Figures.NOT_KNOWN;
    }

    private static String burnRates(Objective objective) {
        if (objective.burnRateLong().isEmpty() && objective.burnRateShort().isEmpty()) {
            return Figures.NOT_KNOWN;
        }
        return Figures.number(objective.burnRateLong()) + ", " + Figures.number(objective.burnRateShort())
                + (objective.burning() ? " " + Mark.BAD + " burning" : "");
    }

    private static void rhythm(Markdown page, CostRhythm rhythm) {
        page.heading(2, "Phase 3: cost rhythm");
        page.bullet("**State**: " + Mark.of(rhythm.state()) + " " + rhythm.state());
        page.bullet("**Coherence**: " + figure(rhythm.coherence()));
        page.bullet("**Phase**: " + figure(rhythm.phase()) + lag(rhythm.phase()));
        page.bullet("**Entropy**: " + figure(rhythm.entropy()));
        page.bullet("**Trend**: "
                + (rhythm.trendPercent().isPresent()
                        ? Percent.change(rhythm.trendPercent().getAsDouble()) + " per cycle"
                        : Figures.NOT_KNOWN));
        rhythm.budget().ifPresent(budget -> budget(page, rhythm, budget));
        page.bullet(String.format(
                Locale.ROOT, "over %,d whole cycles, complete through %s", rhythm.cycles(), rhythm.through()));
        rhythm.reasoning().forEach(reason -> page.bullet(escaped(reason.text())));
    }

    private static void budget(Markdown page, CostRhythm rhythm, Budget budget) {
        page.bullet(String.format(
                        Locale.ROOT,
                        "**Budget**: %s %s %% used (%s of %s)",
                        rhythm.projectedBudgetRatio().orElse(0) > 1 ? Mark.BAD : Mark.GOOD,
                        Figures.number(OptionalDouble.of(Math.min(Double.MAX_VALUE, 100 * budget.usedRatio()))),
                        budget.spentUsd(),
                        budget.limitUsd())
                + rhythm.projectedUsd()
                        .map(projected -> ", " + projected + " projected at the end of its period")
                        .orElse(""));
    }

    private static String lag(OptionalDouble phase) {
        if (phase.isEmpty() || phase.getAsDouble() == 0) {
            return phase.isEmpty() ? "" : " (in step)";
        }
        return phase.getAsDouble() < 0 ? " (cost lags)" : " (cost leads)";
    }

    private static String figure(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : Figures.NOT_KNOWN;
    }
}
