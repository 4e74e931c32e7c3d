package dev.lumen.core;

import dev.lumen.api.feedback.Recommendation;
import dev.lumen.api.feedback.Recommendation.Priority;
import dev.lumen.api.signal.Budget;
import dev.lumen.api.signal.CostRhythm;
import dev.lumen.api.signal.Maturity;
import dev.lumen.api.signal.RhythmState;
import dev.lumen.api.signal.SloReport;
import dev.lumen.api.signal.SloReport.Objective;
import dev.lumen.api.units.Digits;
import dev.lumen.api.units.Percent;
import dev.lumen.api.units.Usd;
import dev.lumen.core.rhythm.CostRhythmLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is worth doing about the service around the cache (SPEC §8): HIGH where it holds the health down, else LOW. None of it has a
 * price of its own: what it saves depends on how it is done.
 */
final class ServiceAdvice {
    private static final int SIGNIFICANT = 5;

    private ServiceAdvice() {}

    static List<Recommendation> of(Service.Says service) {
        List<Recommendation> all = new ArrayList<>();
        service.slo().ifPresent(slo -> addObjectives(slo, all));
        service.costRhythm().ifPresent(rhythm -> addCost(rhythm, all));
        service.maturity().ifPresent(maturity -> addMaturity(maturity, all));
        return all;
    }

    private static void addObjectives(SloReport slo, List<Recommendation> all) {
        for (Objective objective : slo.objectives()) {
            boolean unmet = objective.met().filter(met -> !met).isPresent();
            if (unmet || objective.burning()) {
                String kind = objective.key() ? "key objective" : "objective";
                all.add(new Recommendation(
                        objective.key() ? Priority.HIGH : Priority.LOW,
                        (unmet ? "Meet the " : "Stop the burn of the ") + kind + " '" + objective.name() + "'",
                        objective.actual().isPresent()
                                ? Digits.of(objective.actual().getAsDouble(), SIGNIFICANT)
                                : "not measured",
                        objective.comparator().words() + " " + Digits.of(objective.objective(), SIGNIFICANT),
                        effect(slo, objective, unmet),
                        "error budget left: "
                                + (objective.errorBudgetLeft().isPresent()
                                        ? percent(objective.errorBudgetLeft().getAsDouble())
                                        : "none"),
                        Optional.empty()));
            }
        }
    }

    private static String effect(SloReport slo, Objective objective, boolean unmet) {
        if (!unmet) {
            return String.format(
                    Locale.ROOT,
                    "the error budget is used %.1f times faster than allowed, and still is (%.1f)",
                    objective.burnRateLong().orElse(0),
                    objective.burnRateShort().orElse(0));
        }
        double weights = slo.objectives().stream()
                .filter(each -> each.credit().isPresent())
                .mapToDouble(each -> each.weight() / objective.weight())
                .sum();
        double gain = 100 * (1 - objective.credit().orElse(1)) / weights;
        return String.format(
                Locale.ROOT,
                "compliance score %+.1f points%s",
                gain,
                objective.key() ? "; no longer holds the health at WARNING" : "");
    }

    private static void addCost(CostRhythm rhythm, List<Recommendation> all) {
        OptionalDouble share = rhythm.projectedBudgetRatio();
        if (rhythm.budget().isPresent() && share.orElse(0) > 1) {
            all.add(overBudget(rhythm, rhythm.budget().get(), share.getAsDouble()));
        }
        boolean known = rhythm.state() != RhythmState.UNKNOWN;
        if (known && rhythm.state().compareTo(byBudget(share)) > 0) {
            all.add(new Recommendation(
                    Priority.HIGH,
                    "Find what makes the bill irregular",
                    "cost rhythm " + rhythm.state() + figures(rhythm),
                    "cost rhythm RESONANT",
                    "no longer holds the health at " + (rhythm.state() == RhythmState.CHAOTIC ? "CRITICAL" : "WARNING"),
                    "coherence and entropy of the bill",
                    Optional.empty()));
        }
    }

    private static Recommendation overBudget(CostRhythm rhythm, Budget budget, double share) {
        boolean spent = budget.usedRatio() > 1;
        Usd expected = rhythm.projectedUsd()
                .filter(projected -> projected.compareTo(budget.spentUsd()) > 0)
                .orElse(budget.spentUsd());
        return new Recommendation(
                Priority.HIGH,
                spent ? "Stop spending beyond the budget" : "Keep the bill within its budget",
                (spent ? "spent " : "projected ") + (spent ? budget.spentUsd() : expected) + ", used to "
                        + percent(spent ? budget.usedRatio() : share),
                budget.limitUsd().toString(),
                "overspending of "
                        + Usd.of(expected.amount() - budget.limitUsd().amount()) + " avoided",
                "cost trend"
                        + (rhythm.trendPercent().isPresent()
                                ? ", now "
                                        + Percent.change(rhythm.trendPercent().getAsDouble())
                                : ""),
                Optional.empty());
    }

    /** The verdict that the budget alone explains, however regular the bill. */
    private static RhythmState byBudget(OptionalDouble share) {
        if (share.orElse(0) > CostRhythmLoop.CHAOTIC_BUDGET) {
            return RhythmState.CHAOTIC;
        }
        return share.orElse(0) > 1 ? RhythmState.DISSONANT : RhythmState.RESONANT;
    }

    private static String figures(CostRhythm rhythm) {
        return rhythm.coherence().isPresent() && rhythm.entropy().isPresent()
                ? String.format(
                        Locale.ROOT,
                        ", coherence %.2f, entropy %.2f",
                        rhythm.coherence().getAsDouble(),
                        rhythm.entropy().getAsDouble())
                : "";
    }

    private static void addMaturity(Maturity maturity, List<Recommendation> all) {
        for (Maturity.Weakness weakness : maturity.weakest()) {
            all.add(new Recommendation(
                    Priority.LOW,
                    "Improve " + weakness.dimension(),
                    String.format(Locale.ROOT, "%.0f of 100", weakness.score()),
                    weakness.nextStep(),
                    String.format(Locale.ROOT, "maturity score up to %+.1f points", weakness.scoreGain()),
                    "maturity level, now " + maturity.level(),
                    Optional.empty()));
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
