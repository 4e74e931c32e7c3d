package dev.lumen.examples.demo;

import java.nio.file.Path;
import java.util.List;

/**
 * What a demonstration showed.
 *
 * @param seed of the traffic, which was the same for all four days
 * @param before the day held fixed at where the loop began
 * @param after the day with the loop on, its way from there included
 * @param hindsight the day held fixed at where the loop ended
 * @param atBounds the day held fixed at the longest TTL and the largest size that the loop may choose
 * @param changes what the loop did, in order
 * @param outputDirectory where the report and the daily log are
 * @param report where the report with charts is
 */
public record Summary(
        long seed,
        Outcome before,
        Outcome after,
        Outcome hindsight,
        Outcome atBounds,
        List<Change> changes,
        String outputDirectory,
        String report) {
    /** Copies the list. */
    public Summary {
        changes = List.copyOf(changes);
    }

    /** What {@code steered} comes to, beside days on which nothing moves. */
    public static Summary of(Scenario scenario, Day fixed, Steered steered, Path outputDirectory, Path report) {
        Demo demo = new Demo(scenario);
        Setting bounds = new Setting(
                scenario.bounds().ttl().max(), scenario.bounds().size().max());
        return new Summary(
                scenario.seed(),
                Outcome.of(fixed, scenario.prices()),
                Outcome.of(steered.day(), scenario.prices()),
                Outcome.of(demo.fixed(steered.day().end()), scenario.prices()),
                Outcome.of(demo.fixed(bounds), scenario.prices()),
                steered.changes(),
                outputDirectory.toString(),
                report.toString());
    }
}
