package dev.lumen.core.state;

import dev.lumen.api.advise.TtlExperience;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Reading.Cumulative;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one run leaves for the next; immutable and of bounded size.
 *
 * @param samples the latest counters of each source
 * @param lastKnown the last metrics that were measured
 * @param ttl the TTL in force at the last run
 * @param settlesAt when every entry will have been written with it
 * @param history the latest windows, oldest first
 */
public record RunState(
        Map<String, Cumulative> samples,
        Optional<CacheMetrics> lastKnown,
        Optional<Duration> ttl,
        Instant settlesAt,
        List<HistoryPoint> history) {
    /** The version of this record's JSON form. */
    public static final int FORMAT_VERSION = 1;

    /** Before the first run. */
    public static final RunState EMPTY =
            new RunState(Map.of(), Optional.empty(), Optional.empty(), Instant.EPOCH, List.of());

    /** Eight hours of runs at five minutes: enough for a trend and a response, little enough to save every run. */
    private static final int KEPT = 96;

    /** Fewer points give no trend. */
    private static final int FEWEST_FOR_TREND = 12;

    private static final double SECONDS_PER_DAY = 86_400;

    /** Copies the collections. */
    public RunState {
        samples = Map.copyOf(samples);
        history = List.copyOf(history);
    }

    /** The state after a run that read {@code newSamples} and, where it could, {@code measured} at the TTL {@code ttlNow}. */
    public RunState after(
            Map<String, Cumulative> newSamples, Optional<CacheMetrics> measured, Duration ttlNow, Instant now) {
        Instant settles = ttl.isEmpty() || ttl.get().equals(ttlNow)
                ? settlesAt
                : now.plus(ttlNow.compareTo(ttl.get()) > 0 ? ttlNow : ttl.get());
        List<HistoryPoint> points = new ArrayList<>(history);
        measured.ifPresent(metrics -> points.add(point(metrics, ttlNow, settles)));
        return new RunState(
                newSamples,
                measured.isPresent() ? measured : lastKnown,
                Optional.of(ttlNow),
                settles,
                points.subList(Math.max(0, points.size() - KEPT), points.size()));
    }

    private static HistoryPoint point(CacheMetrics metrics, Duration ttl, Instant settles) {
        return new HistoryPoint(
                metrics.window().end(),
                ttl,
                !metrics.window().start().isBefore(settles),
                metrics.lookups().requests().orElse(0),
                metrics.lookups().hits().orElse(0),
                metrics.gauges().capacity().map(size -> size.bytes()).orElse(0L),
                metrics.memoryUsage());
    }

    /** The settled windows with at least {@code minRequests}, oldest first. */
    public List<TtlExperience> experience(long minRequests) {
        return history.stream()
                .filter(point -> point.settled() && point.requests() >= Math.max(1, minRequests))
                .map(point -> new TtlExperience(point.ttl(), point.requests(), point.hits()))
                .toList();
    }

    /**
     * How the share of the capacity in use moves since the capacity last changed: the median of the slopes between all
     * pairs of windows (Theil 1950, Sen 1968), which a few odd windows do not move.
     *
     * @return ratio points a day; absent with too few windows
     */
    public OptionalDouble usageTrendPerDay() {
        List<HistoryPoint> points = sinceCapacityChanged();
        if (points.size() < FEWEST_FOR_TREND) {
            return OptionalDouble.empty();
        }
        double[] slopes = new double[points.size() * (points.size() - 1) / 2];
        int count = 0;
        for (int i = 0; i < points.size(); i++) {
            for (int j = i + 1; j < points.size(); j++) {
                double days =
                        Duration.between(points.get(i).end(), points.get(j).end())
                                        .toMillis()
                                / 1000.0
                                / SECONDS_PER_DAY;
                if (days > 0) {
                    slopes[count++] = (points.get(j).usage().orElse(0)
                                    - points.get(i).usage().orElse(0))
                            / days;
                }
            }
        }
        Arrays.sort(slopes, 0, count);
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(slopes[count / 2]);
    }

    private List<HistoryPoint> sinceCapacityChanged() {
        int from = history.size();
        while (from > 0
                && history.get(from - 1).usage().isPresent()
                && history.get(from - 1).capacityBytes()
                        == history.get(history.size() - 1).capacityBytes()) {
            from--;
        }
        return history.subList(from, history.size());
    }
}
