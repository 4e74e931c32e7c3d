package dev.lumen.api.signal;

import dev.lumen.api.units.Require;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a service cost, step by step without a gap, oldest first.
 *
 * @param start when the first step begins
 * @param step the length of each step, at least a minute and at most a year; billing knows hours or days
 * @param amounts dollars for each step, each 0 or more: before credits and refunds, whose dates follow another rhythm; empty
 *     where nothing was billed yet
 * @param demand what was asked of the service in each step, in any unit, each 0 or more and as many as there are amounts;
 *     absent where not known
 * @param through until when the bill is complete: steps that end later are not judged, since billing still adds to them
 * @param budget what may be spent; absent where nobody set one
 */
public record CostSeries(
        Instant start,
        Duration step,
        List<Usd> amounts,
        Optional<List<Double>> demand,
        Instant through,
        Optional<Budget> budget) {
    private static final Duration SHORTEST_STEP = Duration.ofMinutes(1);
    private static final Duration LONGEST_STEP = Duration.ofDays(366);

    /** Refuses a step out of range, negative amounts, and demand that is negative, NaN or of another length; copies the lists. */
    public CostSeries {
        Require.noNull(CostSeries.class, start, step, amounts, demand, through, budget);
        if (step.compareTo(SHORTEST_STEP) < 0 || step.compareTo(LONGEST_STEP) > 0) {
            throw Require.refused("step of a bill", step, SHORTEST_STEP + " to " + LONGEST_STEP);
        }
        amounts = List.copyOf(amounts);
        for (int i = 0; i < amounts.size(); i++) {
            Require.notNegative("amount " + i + " of a bill", amounts.get(i).amount());
        }
        if (demand.isPresent()) {
            demand = Optional.of(checked(demand.get(), amounts.size()));
        }
    }

    private static List<Double> checked(List<Double> demand, int size) {
        if (demand.size() != size) {
            throw Require.refused("demand", "of " + demand.size() + " steps", "as many as there are amounts, " + size);
        }
        if (demand.stream().anyMatch(Objects::isNull)) {
            throw Require.refused("demand of CostSeries", "holding null", "values");
        }
        List<Double> copy = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            copy.add(Require.notNegative("demand " + i, demand.get(i)));
        }
        return List.copyOf(copy);
    }

    /** How many steps are complete: those that end at {@code through} or before. */
    public int completeSteps() {
        return through.isAfter(start)
                ? (int) Math.min(
                        amounts.size(), Duration.between(start, through).dividedBy(step))
                : 0;
    }
}
