package dev.lumen.core.state;

import dev.lumen.api.advise.TtlExperience;
import dev.lumen.api.feedback.PastRun;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Reading.Cumulative;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one run leaves for the next; immutable and of bounded size: see {@link Week}, by far its largest part.
 *
 * @param samples the latest counters of each source
 * @param lastKnown the last metrics that were measured
 * @param ttl the TTL in force at the last run
 * @param settlesAt when every entry will have been written with it
 * @param history the latest windows, oldest first: what the TTLs of the past did
 * @param runs the runs of the last week, oldest first, thinned out where there were more than {@link Week} keeps
 */
public record RunState(
        Map<String, Cumulative> samples,
        Optional<CacheMetrics> lastKnown,
        Optional<Duration> ttl,
        Instant settlesAt,
        List<HistoryPoint> history,
        List<PastRun> runs) {
    /** The version of this record's JSON form, {@link StateFormat}. */
    public static final int FORMAT_VERSION = 2;

    /** Before the first run. */
    public static final RunState EMPTY =
            new RunState(Map.of(), Optional.empty(), Optional.empty(), Instant.EPOCH, List.of(), List.of());

    /** Eight hours of windows at five minutes: enough for a response to the TTL. */
    private static final int KEPT = 96;

    /** A longer TTL is as good as none for the question when a change has settled; it keeps the sum within a calendar. */
    private static final Duration LONGEST_TTL = Duration.ofDays(3653);

    /** Refuses a state that lacks a part, since it may come from a file; copies the collections. */
    public RunState {
        Require.noNull(RunState.class, samples, lastKnown, ttl, settlesAt, history, runs);
        samples = Map.copyOf(samples);
        history = List.copyOf(history);
        runs = List.copyOf(runs);
    }

    /**
     * The state after what a run has read; the run itself is not yet among the {@link #runs}.
     *
     * @param newSamples the counters that it read
     * @param measured what it measured; absent where it could not
     * @param ttlNow the TTL in force; absent where not known, then that of the run before stays
     * @param now when it began
     */
    public RunState after(
            Map<String, Cumulative> newSamples,
            Optional<CacheMetrics> measured,
            Optional<Duration> ttlNow,
            Instant now) {
        Optional<Duration> next = ttlNow.or(() -> ttl);
        Instant settles = next.equals(ttl) ? settlesAt : now.plus(longer(next, ttl));
        List<HistoryPoint> points = new ArrayList<>(history);
        if (measured.isPresent() && next.isPresent()) {
            HistoryPoint point = point(measured.get(), next.get(), settles);
            points.removeIf(old -> !old.window().end().isBefore(point.window().end()));
            points.add(point);
        }
        return new RunState(
                newSamples,
                measured.isPresent() ? measured : lastKnown,
                next,
                settles,
                points.subList(Math.max(0, points.size() - KEPT), points.size()),
                runs);
    }

    /** This state with {@code run} as the latest of the {@link #runs}; those of more than a week before it are dropped. */
    public RunState with(PastRun run) {
        return with(Week.after(runs, run));
    }

    private RunState with(List<PastRun> others) {
        return new RunState(samples, lastKnown, ttl, settlesAt, history, others);
    }

    /** This state without its past. */
    RunState withoutPast() {
        return new RunState(samples, lastKnown, ttl, settlesAt, List.of(), List.of());
    }

    private static Duration longer(Optional<Duration> one, Optional<Duration> other) {
        return Stream.concat(one.stream(), other.stream())
                .max(Comparator.naturalOrder())
                .filter(longer -> longer.compareTo(LONGEST_TTL) < 0)
                .orElse(LONGEST_TTL);
    }

    private static HistoryPoint point(CacheMetrics metrics, Duration ttl, Instant settles) {
        return new HistoryPoint(
                metrics.window(),
                ttl,
                !metrics.window().start().isBefore(settles),
                metrics.lookups().requests().orElse(0),
                metrics.lookups().hits().orElse(0),
                metrics.gauges().capacity().map(size -> size.bytes()).orElse(0L),
                metrics.memoryUsage());
    }

    /**
     * What settled windows with at least {@code minRequests} did, oldest first. Only those at the latest capacity, since
     * another one has another response, and none that overlaps the one before, since it would count the same look-ups twice.
     */
    public List<TtlExperience> experience(long minRequests) {
        List<TtlExperience> experience = new ArrayList<>();
        Instant end = Instant.MIN;
        for (HistoryPoint point : history) {
            boolean apart = !point.window().start().isBefore(end);
            boolean enough = point.requests() >= Math.max(1, minRequests);
            if (point.settled() && enough && apart && sameCapacityAsLatest(point)) {
                experience.add(new TtlExperience(point.ttl(), point.requests(), point.hits()));
                end = point.window().end();
            }
        }
        return experience;
    }

    private boolean sameCapacityAsLatest(HistoryPoint point) {
        return point.capacityBytes() == history.get(history.size() - 1).capacityBytes();
    }
}
