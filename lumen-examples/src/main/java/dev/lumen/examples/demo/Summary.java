package dev.lumen.examples.demo;

import java.util.List;

/**
 * What a demonstration showed.
 *
 * @param seed of the traffic, which was the same for all three days
 * @param before the day held fixed at where the loop began
 * @param after the day with the loop on, its way from there included
 * @param hindsight the day held fixed at where the loop ended
 * @param changes what the loop did, in order
 * @param outputDirectory where the report and the daily log are
 */
public record Summary(
        long seed, Outcome before, Outcome after, Outcome hindsight, List<Change> changes, String outputDirectory) {
    /** Copies the list. */
    public Summary {
        changes = List.copyOf(changes);
    }

    /** What the three days of {@code scenario} come to. */
    public static Summary of(Scenario scenario, Day fixed, Steered steered, Day hindsight, String outputDirectory) {
        return new Summary(
                scenario.seed(),
                Outcome.of(fixed, scenario.prices()),
                Outcome.of(steered.day(), scenario.prices()),
                Outcome.of(hindsight, scenario.prices()),
                steered.changes(),
                outputDirectory);
    }
}
