package dev.lumen.api.signal;

import dev.lumen.api.advise.Reason;
import dev.lumen.api.units.Require;
import dev.lumen.api.units.Usd;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The rhythm of a bill over whole cycles, such as days of hours or weeks of days (SPEC §6).
 *
 * @param state the verdict
 * @param coherence how far the cost follows its demand, or where that is not known its own earlier cycles; 0 to 1; absent
 *     where it cannot be told, as of a bill that never changes
 * @param phase by how much of half a cycle the cost leads its demand (or its earlier cycles), −1 to 1, negative where it lags;
 *     absent where the coherence is too low to have one
 * @param entropy how evenly the changes of the bill spread over all periods, 0 (one wave) to 1 (noise), weighed down where the
 *     bill hardly changes; absent with too little data
 * @param variation standard deviation ÷ mean of a step's cost, 0 or more; absent with too little data or without cost
 * @param trendPercent the last whole cycle's cost against the median of the earlier ones, in % per cycle; absent with fewer
 *     than two cycles, or where the earlier ones cost nothing
 * @param cycles how many whole cycles this rests on
 * @param through until when the bill was taken as complete
 * @param budget what may be spent and what was; absent where nobody set one
 * @param budgetUsedRatio spent ÷ budget, 0 or more, above 1 where overspent; present where {@code budget} is
 * @param projectedUsd what will have been spent at the end of the budget's period if the bill goes on as in its last cycle;
 *     absent without a period or with too little data
 * @param reasoning why the verdict is what it is, each reason with its number; never empty
 */
public record CostRhythm(
        RhythmState state,
        OptionalDouble coherence,
        OptionalDouble phase,
        OptionalDouble entropy,
        OptionalDouble variation,
        OptionalDouble trendPercent,
        int cycles,
        Instant through,
        Optional<Budget> budget,
        OptionalDouble budgetUsedRatio,
        Optional<Usd> projectedUsd,
        List<Reason> reasoning) {
    /** Refuses figures outside their ranges and a verdict without a reason; copies the list. */
    public CostRhythm {
        Require.noNull(
                CostRhythm.class,
                state,
                coherence,
                phase,
                entropy,
                variation,
                trendPercent,
                cycles,
                through,
                budget,
                budgetUsedRatio,
                projectedUsd,
                reasoning);
        coherence = Require.within("coherence", coherence, 0, 1);
        phase = Require.within("phase", phase, -1, 1);
        entropy = Require.within("entropy", entropy, 0, 1);
        variation = Require.within("variation", variation, 0, Double.MAX_VALUE);
        trendPercent = Require.within("cost trend", trendPercent, -100, Double.MAX_VALUE);
        Require.notNegative("cycles", (long) cycles);
        budgetUsedRatio = Require.within("used share of the budget", budgetUsedRatio, 0, Double.MAX_VALUE);
        projectedUsd.ifPresent(amount -> Require.notNegative("projected cost", amount.amount()));
        if (budget.isPresent() != budgetUsedRatio.isPresent()) {
            throw Require.refused("used share of the budget", budgetUsedRatio, "present if and only if the budget is");
        }
        reasoning = List.copyOf(reasoning);
        if (reasoning.isEmpty()) {
            throw Require.refused("reasoning", "empty", "at least one reason");
        }
    }

    /**
     * What will have been spent at the period's end ÷ the budget: of the projection, or of what was spent where nothing is
     * projected or more was spent already; absent without a budget.
     */
    public OptionalDouble projectedBudgetRatio() {
        return budget.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(projectedUsd
                                .filter(projected ->
                                        projected.compareTo(budget.get().spentUsd()) > 0)
                                .orElse(budget.get().spentUsd())
                                .amount()
                        / budget.get().limitUsd().amount());
    }
}
