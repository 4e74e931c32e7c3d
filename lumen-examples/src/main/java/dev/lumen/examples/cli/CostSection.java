package dev.lumen.examples.cli;

import dev.lumen.api.signal.Budget;
import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.signal.CostSource;
import dev.lumen.api.units.Seconds;
import dev.lumen.api.units.Usd;
import dev.lumen.core.json.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The {@code cost} section of a file of signals.
 *
 * @param step the length of each step
 * @param amounts dollars for each step, oldest first
 * @param demand what was asked for in each step
 * @param start when the first step begins; absent where the last one ends now
 * @param through until when the bill is complete; absent where all of it is
 * @param budget what may be spent
 */
record CostSection(
        Duration step,
        List<Usd> amounts,
        Optional<List<Double>> demand,
        Optional<Instant> start,
        Optional<Instant> through,
        Optional<Budget> budget) {
    private static final Duration SHORTEST_STEP = Duration.ofMinutes(1);
    private static final Duration LONGEST_STEP = Duration.ofDays(366);
    private static final String STEPS = "60 to 31622400 seconds";
    private static final String NOT_NEGATIVE = "numbers, 0 or more";

    /** Reads the section, and refuses what is impossible. */
    static CostSection read(JsonFields fields) {
        Duration step = fields.seconds("stepSeconds")
                .filter(given -> given.compareTo(SHORTEST_STEP) >= 0 && given.compareTo(LONGEST_STEP) <= 0)
                .orElseThrow(() -> fields.refused("stepSeconds", STEPS));
        List<Double> amounts = fields.numbers("amountsUsd", NOT_NEGATIVE)
                .orElseThrow(() -> fields.refused("amountsUsd", "an array of " + NOT_NEGATIVE));
        Optional<List<Double>> demand = fields.numbers("demand", NOT_NEGATIVE);
        if (demand.filter(given -> given.size() != amounts.size()).isPresent()) {
            throw fields.refused("demand", "as many numbers as amountsUsd has, " + amounts.size());
        }
        Optional<Instant> start = fields.instant("start");
        Optional<Instant> through = fields.instant("through");
        List<Double> complete = amounts.subList(0, complete(amounts.size(), step, start, through));
        return new CostSection(
                step, amounts.stream().map(Usd::of).toList(), demand, start, through, budget(fields, step, complete));
    }

    /** How many of the amounts are of steps that the bill is complete for. */
    private static int complete(int amounts, Duration step, Optional<Instant> start, Optional<Instant> through) {
        if (start.isEmpty() || through.isEmpty()) {
            return amounts;
        }
        long steps = Duration.between(start.get(), through.get()).dividedBy(step);
        return (int) Math.max(0, Math.min(amounts, steps));
    }

    private static Optional<Budget> budget(JsonFields fields, Duration step, List<Double> amounts) {
        OptionalDouble limit = fields.number("budgetUsd", Budget.LEAST_USD, Budget.MOST_USD, "0.01 to 10^15 dollars");
        OptionalDouble spent = fields.number("spentUsd", 0, Budget.MOST_USD, "0 to 10^15 dollars");
        Optional<Duration> length = fields.seconds("periodSeconds");
        Optional<Duration> elapsed = fields.secondsOrNone("periodElapsedSeconds");
        if (limit.isEmpty()) {
            if (spent.isPresent() || length.isPresent() || elapsed.isPresent()) {
                throw fields.refused("budgetUsd", "0.01 to 10^15 dollars beside what was spent of it");
            }
            return Optional.empty();
        }
        if (length.isPresent() != elapsed.isPresent()) {
            throw fields.refused(
                    length.isPresent() ? "periodElapsedSeconds" : "periodSeconds",
                    "seconds beside " + (length.isPresent() ? "periodSeconds" : "periodElapsedSeconds"));
        }
        if (length.isPresent() && elapsed.orElseThrow().compareTo(length.get()) > 0) {
            throw fields.refused("periodElapsedSeconds", "0 to periodSeconds, " + Seconds.text(length.get()));
        }
        double sum = spent.orElseGet(() -> summed(fields, step, amounts, elapsed));
        if (sum > Budget.MOST_USD) {
            throw fields.refused("amountsUsd", "at most 10^15 dollars together beside a budget");
        }
        return Optional.of(new Budget(
                Usd.of(limit.getAsDouble()),
                Usd.of(sum),
                length.map(whole -> new Budget.Period(whole, elapsed.orElseThrow()))));
    }

    /** What the bill says was spent since the period began, where it reaches back that far. */
    private static double summed(JsonFields fields, Duration step, List<Double> amounts, Optional<Duration> elapsed) {
        long steps = elapsed.map(given -> given.dividedBy(step)).orElse(Long.MAX_VALUE);
        if (steps > amounts.size()) {
            throw fields.refused(
                    "spentUsd",
                    "dollars spent so far, as amountsUsd does not tell what was spent since a period began");
        }
        return amounts.subList(amounts.size() - (int) steps, amounts.size()).stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /** The bill as a source that reads at {@code now}. */
    CostSource at(Instant now) {
        Duration whole = step.multipliedBy(amounts.size());
        Instant begin = start.orElse(now.minus(whole));
        CostSeries series = new CostSeries(begin, step, amounts, demand, through.orElse(begin.plus(whole)), budget);
        return new CostSource() {
            @Override
            public CostSeries read() {
                return series;
            }

            @Override
            public String name() {
                return "cost";
            }
        };
    }
}
