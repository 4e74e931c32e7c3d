package dev.lumen.core;

import dev.lumen.api.feedback.PastRun;
import dev.lumen.api.feedback.PastRun.Measured;
import dev.lumen.api.feedback.PastRun.Setting;
import dev.lumen.api.grade.GradedMetric;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.trend.DailyTrend;
import dev.lumen.core.trend.TimedValue;
import dev.lumen.core.trend.Trend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where the metrics of a cache are going, by the runs of the last week at the setting that is in force: what another TTL or
 * another size did is a step, not a trend. Each metric is looked at when it is asked for.
 *
 * @param runs those at the present setting, oldest first
 * @param now where the week ends
 */
record Trends(List<PastRun> runs, Instant now) {
    /** TTL and capacity may be readings, which waver; a step of any policy is larger. */
    private static final double SAME_WITHIN = 0.05;

    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * The trends at {@code now}.
     *
     * @param runs those before this one, oldest first
     * @param setting what is in force
     */
    static Trends of(List<PastRun> runs, Setting setting, Instant now) {
        return new Trends(sinceChanged(runs, setting), now);
    }

    /** Where {@code metric} is going; absent without a trend. */
    Optional<Trend> of(GradedMetric metric) {
        return DailyTrend.of(values(metric), now);
    }

    /** How {@code metric} moves in a day; absent without a trend. */
    OptionalDouble perDay(GradedMetric metric) {
        return of(metric).map(trend -> OptionalDouble.of(trend.perDay())).orElse(OptionalDouble.empty());
    }

    private List<TimedValue> values(GradedMetric metric) {
        List<TimedValue> values = new ArrayList<>(runs.size());
        for (PastRun run : runs) {
            OptionalDouble value = value(metric, run);
            if (value.isPresent()) {
                values.add(new TimedValue(run.at(), value.getAsDouble()));
            }
        }
        return values;
    }

    private static List<PastRun> sinceChanged(List<PastRun> runs, Setting setting) {
        int from = runs.size();
        while (from > 0 && same(runs.get(from - 1).inForce(), setting)) {
            from--;
        }
        return runs.subList(from, runs.size());
    }

    /** What is not known has not changed. */
    private static boolean same(Setting then, Setting now) {
        if (then.equals(now)) {
            return true;
        }
        return near(then.ttl().map(Trends::millis), now.ttl().map(Trends::millis))
                && near(then.capacity().map(Trends::bytes), now.capacity().map(Trends::bytes));
    }

    private static boolean near(Optional<Double> one, Optional<Double> other) {
        return one.isEmpty()
                || other.isEmpty()
                || Math.abs(one.get() - other.get()) <= SAME_WITHIN * Math.max(one.get(), other.get());
    }

    private static OptionalDouble value(GradedMetric metric, PastRun run) {
        return run.measured().map(measured -> value(metric, measured, run)).orElse(OptionalDouble.empty());
    }

    private static OptionalDouble value(GradedMetric metric, Measured measured, PastRun run) {
        return switch (metric) {
            case HIT_RATIO -> measured.hitRatio();
            case MEMORY_USAGE -> usage(measured, run);
            case P95_LATENCY ->
                measured.p95Latency()
                        .map(latency -> OptionalDouble.of(millis(latency)))
                        .orElse(OptionalDouble.empty());
            case EVICTIONS -> measured.evictionsPerHour();
            case TTL -> OptionalDouble.empty();
        };
    }

    private static OptionalDouble usage(Measured measured, PastRun run) {
        Optional<ByteSize> capacity = run.inForce().capacity().filter(size -> size.bytes() > 0);
        return measured.used().isPresent() && capacity.isPresent()
                ? OptionalDouble.of(Math.min(1, measured.used().get().shareOf(capacity.get())))
                : OptionalDouble.empty();
    }

    private static double millis(Duration duration) {
        return duration.getSeconds() * 1000.0 + duration.getNano() / NANOS_PER_MILLI;
    }

    private static double bytes(ByteSize size) {
        return size.bytes();
    }
}
