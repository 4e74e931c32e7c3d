package dev.lumen.examples.demo;

import dev.lumen.api.feedback.FeedbackSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The same day of traffic in front of the same kind of cache, steered by the loop or held fixed, so that what differs is
 * the loop's doing. Repeatable for a scenario, as far as {@link CachedService} says.
 */
public final class Demo {
    private static final int HOURS = 24;

    private final Scenario scenario;

    /** A demonstration of {@code scenario}. */
    public Demo(Scenario scenario) {
        this.scenario = scenario;
    }

    /** The day with TTL and size held at {@code setting}. */
    public Day fixed(Setting setting) {
        CachedService service = new CachedService(scenario, setting);
        List<Hour> hours = new ArrayList<>();
        for (int hour = 0; hour < HOURS; hour++) {
            hours.add(service.serve(Duration.ofHours(1)));
        }
        return new Day(hours, service.setting());
    }

    /**
     * The day with the loop on.
     *
     * @param sinks what the orchestrator tells of every feedback
     * @param onChange is told of every change as it is made
     */
    public Steered steered(List<FeedbackSink> sinks, Consumer<Change> onChange) {
        Diary diary = new Diary(scenario);
        CachedService service = new CachedService(scenario, scenario.start(), Optional.of(diary.profile()));
        List<FeedbackSink> told = new ArrayList<>(sinks);
        told.add(diary);
        List<Hour> hours = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        try (Loop loop = new Loop(service, scenario, told)) {
            for (int hour = 0; hour < HOURS; hour++) {
                hours.add(steeredHour(service, loop, changes, onChange));
            }
            return new Steered(
                    new Day(hours, service.setting()),
                    changes,
                    loop.latest(),
                    diary.background(hours, scenario.prices()));
        }
    }

    private Hour steeredHour(CachedService service, Loop loop, List<Change> changes, Consumer<Change> onChange) {
        Hour hour = Hour.EMPTY;
        for (long left = Duration.ofHours(1).dividedBy(scenario.every()); left > 0; left--) {
            hour = hour.plus(service.serve(scenario.every()));
            loop.run().ifPresent(change -> {
                changes.add(change);
                onChange.accept(change);
            });
        }
        return hour;
    }
}
