package dev.lumen.examples.cli;

import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.signal.CostRhythm;
import dev.lumen.api.signal.Maturity;
import dev.lumen.api.signal.MaturityDimension;
import dev.lumen.api.signal.Roi;
import dev.lumen.api.signal.SloReport;
import dev.lumen.api.signal.SloReport.Objective;
import dev.lumen.api.units.Digits;
import dev.lumen.api.units.Percent;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The service around the cache as text for a terminal. */
final class ServiceText {
    private static final int SIGNIFICANT = 4;
    private static final String NOT_KNOWN = "not known";

    private ServiceText() {}

    /** Every section that is there. */
    static void write(Page page, UnifiedFeedback feedback) {
        feedback.maturity().ifPresent(maturity -> maturity(page, maturity));
        feedback.roi().ifPresent(roi -> roi(page, roi));
        feedback.slo().ifPresent(slo -> slo(page, slo));
        feedback.costRhythm().ifPresent(rhythm -> rhythm(page, rhythm));
    }

    /** A line for each section that is there. */
    static void summary(Page page, UnifiedFeedback feedback) {
        feedback.maturity().ifPresent(maturity -> page.field("Maturity:", score(maturity)));
        feedback.slo()
                .ifPresent(slo -> page.field(
                        "SLO:",
                        number(slo.complianceScore()) + " of 100, "
                                + slo.unmet().size() + " of "
                                + slo.objectives().size() + " not met"));
        feedback.costRhythm().ifPresent(rhythm -> page.field("Cost rhythm:", rhythm.state() + used(rhythm)));
    }

    private static void maturity(Page page, Maturity maturity) {
        page.heading("Maturity");
        page.field("Score:", score(maturity));
        for (MaturityDimension dimension : maturity.dimensions()) {
            page.field(
                    FeedbackText.capital(dimension.name()) + ":",
                    number(OptionalDouble.of(dimension.score()))
                            + (dimension.evidence().isEmpty() ? "" : ", " + String.join("; ", dimension.evidence())));
        }
    }

    private static String score(Maturity maturity) {
        return String.format(Locale.ROOT, "%.1f of 100, level %d", maturity.score(), maturity.level());
    }

    private static void roi(Page page, Roi roi) {
        page.heading("Return on the cache");
        page.field("Saves:", roi.valueUsdPerMonth() + " a month, for " + roi.costUsdPerMonth());
        page.field(
                "ROI:",
                (roi.percent().isPresent()
                                ? String.format(
                                        Locale.ROOT, "%,.0f %%", roi.percent().getAsDouble())
                                : roi.costUsdPerMonth().amount() == 0
                                        ? "without limit, as it costs nothing"
                                        : NOT_KNOWN)
                        + String.format(Locale.ROOT, ", score %.1f of 100", roi.score()));
    }

    private static void slo(Page page, SloReport slo) {
        page.heading("Service-level objectives");
        page.field("Compliance:", number(slo.complianceScore()) + " of 100");
        for (Objective objective : slo.objectives()) {
            page.field(FeedbackText.capital(objective.name()) + ":", words(objective));
        }
    }

    private static String words(Objective objective) {
        StringBuilder words = new StringBuilder();
        words.append(number(objective.actual()))
                .append(", ")
                .append(objective.comparator().words())
                .append(' ')
                .append(number(OptionalDouble.of(objective.objective())))
                .append(": ")
                .append(objective.met().map(met -> met ? "met" : "NOT MET").orElse("not measured"));
        objective
                .errorBudgetLeft()
                .ifPresent(left -> words.append(", error budget left ")
                        .append(number(OptionalDouble.of(Math.max(-Double.MAX_VALUE, 100 * left))))
                        .append(" %"));
        objective
                .burnRateLong()
                .ifPresent(rate -> words.append(", burn rate ").append(number(OptionalDouble.of(rate))));
        objective.burnRateShort().ifPresent(rate -> words.append(", lately ").append(number(OptionalDouble.of(rate))));
        return words.append(objective.burning() ? ", BURNING" : "")
                .append(objective.key() ? " (key)" : "")
                .toString();
    }

    private static void rhythm(Page page, CostRhythm rhythm) {
        page.heading("Cost rhythm");
        page.field("State:", rhythm.state().toString());
        page.field("Coherence:", number(rhythm.coherence()));
        page.field("Phase:", number(rhythm.phase()));
        page.field("Entropy:", number(rhythm.entropy()));
        page.field(
                "Trend:",
                rhythm.trendPercent().isPresent()
                        ? Percent.change(rhythm.trendPercent().getAsDouble()) + " per cycle"
                        : NOT_KNOWN);
        rhythm.budget()
                .ifPresent(budget -> page.field(
                        "Budget:",
                        Show.percent(budget.usedRatio()) + " used, " + budget.spentUsd() + " of " + budget.limitUsd()
                                + rhythm.projectedUsd()
                                        .map(projected -> ", " + projected + " projected")
                                        .orElse("")));
        page.field("Through:", rhythm.through() + ", " + rhythm.cycles() + " whole cycles");
        rhythm.reasoning().forEach(reason -> page.bullet(reason.text()));
    }

    private static String used(CostRhythm rhythm) {
        return Optional.of(rhythm.budgetUsedRatio())
                .filter(OptionalDouble::isPresent)
                .map(ratio -> ", budget " + Show.percent(ratio.getAsDouble()) + " used")
                .orElse("");
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? Digits.of(value.getAsDouble(), SIGNIFICANT) : NOT_KNOWN;
    }
}
