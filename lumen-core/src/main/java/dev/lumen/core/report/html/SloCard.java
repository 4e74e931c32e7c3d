package dev.lumen.core.report.html;

import dev.lumen.api.signal.SloComparator;
import dev.lumen.api.signal.SloReport;
import dev.lumen.api.signal.SloReport.Objective;
import dev.lumen.core.report.figures.Figures;
import java.util.Optional;
import java.util.OptionalDouble;

/** The objectives of the service: what is left of each error budget, and how fast it is used up. */
final class SloCard {
    private SloCard() {}

    static void write(Markup page, Optional<SloReport> slo) {
        Card.open(page, "slo", "Objectives and their error budgets", "");
        if (slo.isEmpty() || slo.get().objectives().isEmpty()) {
            Card.nothing(page, "No objectives are configured, or they could not be read.");
        } else {
            SloReport report = slo.get();
            boolean overspent = report.objectives().stream()
                    .anyMatch(objective -> objective.errorBudgetLeft().orElse(0) < 0);
            Card.lead(
                    page,
                    (report.complianceScore().isPresent()
                                    ? "Compliance "
                                            + Write.oneDecimal(
                                                    report.complianceScore().getAsDouble()) + " of 100. "
                                    : "None of them was measured. ")
                            + "Bars show what is left of each budget"
                            + (overspent ? "; to the left of the stroke it is overspent." : "."));
            page.open("ul", "class", "rows");
            report.objectives().forEach(objective -> objective(page, objective, overspent));
            page.close();
        }
        Card.close(page);
    }

    private static void objective(Markup page, Objective objective, boolean overspent) {
        page.open("li").open("p", "class", "what");
        page.element("strong", objective.name());
        if (objective.key()) {
            page.element("span", "key", "class", "badge key");
        }
        tone(objective)
                .badge(page, objective.met().map(met -> met ? "met" : "not met").orElse("not measured"));
        if (objective.burning()) {
            Tone.BAD.badge(page, "burning");
        }
        page.close();
        page.element(
                "p",
                figure(objective, objective.actual()) + ", to be "
                        + objective.comparator().words() + " "
                        + figure(objective, OptionalDouble.of(objective.objective())));
        if (objective.errorBudgetLeft().isPresent()) {
            double left = objective.errorBudgetLeft().getAsDouble();
            String words = left < 0
                    ? "overspent by " + Write.anyPercent(-left) + " of the budget"
                    : Write.anyPercent(left) + " of the budget left";
            if (overspent) {
                Bar.signed(page, left, tone(objective), words);
            } else {
                Bar.of(page, left, tone(objective), words);
            }
            page.element("p", words + burn(objective), "class", "note");
        } else {
            page.element("p", "budget not known" + burn(objective), "class", "note");
        }
        page.close();
    }

    private static Tone tone(Objective objective) {
        if (objective.met().isEmpty()) {
            return Tone.UNKNOWN;
        }
        if (!objective.met().get()) {
            return Tone.BAD;
        }
        return objective.burning() || objective.errorBudgetLeft().orElse(1) < 0.25 ? Tone.CAUTION : Tone.GOOD;
    }

    private static String figure(Objective objective, OptionalDouble value) {
        if (value.isEmpty()) {
            return "not measured";
        }
        return objective.comparator() == SloComparator.AT_LEAST
                ? Write.anyPercent(value.getAsDouble())
                : Figures.number(value);
    }

    private static String burn(Objective objective) {
        if (objective.burnRateLong().isEmpty() && objective.burnRateShort().isEmpty()) {
            return "; burn rates not known";
        }
        return "; burns at " + Figures.number(objective.burnRateLong()) + " (long window) and "
                + Figures.number(objective.burnRateShort()) + " (short window) times the pace that is allowed";
    }
}
