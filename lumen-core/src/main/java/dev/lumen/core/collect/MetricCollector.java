package dev.lumen.core.collect;

import dev.lumen.api.feedback.MissingPart;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.observe.Observation.Measured;
import dev.lumen.api.observe.Observation.Missing;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Reading.Cumulative;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the metric sources of one cache, all at once, and takes the answer of the first in their order that has one. If none
 * has, the last known metrics stand in while they are young enough, then a source that the host marked as a fallback, then
 * nothing.
 *
 * <p>All are waited for, each within the same deadline, so that one that hangs costs the others none of their time, what fails
 * is told even where it was not needed, and the counters of a later source are at hand when the first one fails.
 *
 * <p>Used by one thread at a time: the one that runs the cycle.
 */
public final class MetricCollector {
    private static final String LAST_KNOWN = "last known metrics";

    private final CacheName cache;
    private final List<Asked> chain;
    private final Optional<Asked> fallback;
    private final Duration oldest;

    /**
     * A collector for one cache.
     *
     * @param cache the cache
     * @param chain the sources, first choice first
     * @param fallback a stand-in whose answers are marked FALLBACK
     * @param oldest the age beyond which last known metrics are not used
     * @param guards what the sources are called through
     */
    public MetricCollector(
            CacheName cache,
            List<MetricSource> chain,
            Optional<MetricSource> fallback,
            Duration oldest,
            Guards guards) {
        this.cache = cache;
        this.chain = chain.stream().map(source -> new Asked(source, "", guards)).toList();
        this.fallback = fallback.map(source -> new Asked(source, "fallback ", guards));
        this.oldest = oldest;
    }

    /**
     * Asks.
     *
     * @param before the latest counters of each source
     * @param lastKnown the last metrics that were measured
     * @param now the time, to tell an age by
     * @param patience how long the sources may still take, asked before each is waited for
     */
    public Collected collect(
            Map<String, Cumulative> before,
            Optional<CacheMetrics> lastKnown,
            Instant now,
            Supplier<Duration> patience) {
        Map<String, Cumulative> samples = new HashMap<>(before);
        List<MissingPart> failures = new ArrayList<>();
        List<Guard.Pending<Told>> calls = chain.stream().map(this::start).toList();
        Optional<Guard.Pending<Told>> fallbackCall = fallback.map(this::start);
        Optional<CacheMetrics> first = Optional.empty();
        List<String> notices = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            Observation<Told> told = calls.get(i).await(patience.get());
            Optional<CacheMetrics> answer = metrics(chain.get(i), reading(told), samples, failures);
            if (first.isEmpty()) {
                if (answer.isPresent()) {
                    notices.clear();
                }
                told.trusted().ifPresent(read -> notices.addAll(read.notices));
            }
            first = first.or(() -> answer);
        }
        Optional<Observation<Reading>> standIn = fallbackCall.map(call -> reading(call.await(patience.get())));
        Observation<CacheMetrics> cache = first.isPresent()
                ? Observation.measured(first.get())
                : standIn(lastKnown, now, samples, failures, standIn);
        return new Collected(cache, samples, failures, notices);
    }

    private Guard.Pending<Told> start(Asked source) {
        return source.guard.start(() -> Told.by(source.source, cache));
    }

    private static Observation<Reading> reading(Observation<Told> told) {
        return told.fold(
                read -> Observation.measured(read.value().reading),
                stale -> Observation.missing(MissingReason.NO_DATA, ""),
                dummy -> Observation.missing(MissingReason.NO_DATA, ""),
                missing -> Observation.missing(missing.reason(), missing.detail()));
    }

    private Observation<CacheMetrics> standIn(
            Optional<CacheMetrics> lastKnown,
            Instant now,
            Map<String, Cumulative> samples,
            List<MissingPart> failures,
            Optional<Observation<Reading>> standIn) {
        if (lastKnown.isPresent()) {
            Duration age = Duration.between(lastKnown.get().window().end(), now);
            if (age.abs().compareTo(oldest) <= 0) {
                return new Observation.Stale<>(lastKnown.get(), age.isNegative() ? Duration.ZERO : age);
            }
            failures.add(new MissingPart(
                    LAST_KNOWN,
                    MissingReason.TOO_OLD,
                    LAST_KNOWN + " are " + age.toSeconds() + " s old, allowed: " + oldest.toSeconds() + " s"));
        }
        Optional<CacheMetrics> dummy =
                fallback.flatMap(source -> metrics(source, standIn.orElseThrow(), samples, failures));
        if (dummy.isPresent()) {
            return new Observation.Fallback<>(dummy.get());
        }
        return failures.isEmpty()
                ? Observation.missing(MissingReason.NO_DATA, "no metric source is configured")
                : Observation.missing(failures.get(0).reason(), failures.get(0).detail());
    }

    /** The window that {@code reading} ends, its counters kept for the next; empty, and noted, where there is none. */
    private Optional<CacheMetrics> metrics(
            Asked source, Observation<Reading> reading, Map<String, Cumulative> samples, List<MissingPart> failures) {
        String name = source.guard.name();
        Observation<CacheMetrics> metrics = reading.fold(
                read -> source.inOrder(new CounterDelta(cache, name)
                        .metrics(read.value(), Optional.ofNullable(samples.get(source.key)))),
                stale -> Observation.missing(MissingReason.NO_DATA, name),
                dummy -> Observation.missing(MissingReason.NO_DATA, name),
                missing -> Observation.missing(missing.reason(), missing.detail()));
        reading.trusted()
                .flatMap(read -> read.fold(Optional::of, windowed -> Optional.<Cumulative>empty()))
                .ifPresent(counters -> samples.put(source.key, counters));
        if (metrics instanceof Missing<CacheMetrics> missing) {
            failures.add(new MissingPart(name, missing.reason(), missing.detail()));
        }
        return metrics.trusted();
    }

    /** A reading, and what the source says beside it; notices that cannot be had cost the reading nothing. */
    private record Told(Reading reading, List<String> notices) {
        static @Nullable Told by(MetricSource source, CacheName cache) throws Exception {
            @Nullable Reading reading = source.read(cache);
            if (reading == null) {
                return null;
            }
            try {
                return new Told(reading, List.copyOf(source.notices()));
            } catch (RuntimeException e) {
                return new Told(reading, List.of());
            }
        }
    }

    /** A source, its guard, the key of its counters, and where its last window ended. */
    private static final class Asked {
        private final MetricSource source;
        private final Guard guard;
        private final String key;
        private Instant lastEnd = Instant.MIN;

        Asked(MetricSource source, String role, Guards guards) {
            this.source = source;
            this.guard = guards.of(source.name());
            this.key = role + guard.name();
        }

        /** Refuses a window that ends before the last one; once, so that a clock that was set back is followed. */
        Observation<CacheMetrics> inOrder(Observation<CacheMetrics> answer) {
            if (!(answer instanceof Measured<CacheMetrics> measured)) {
                return answer;
            }
            Instant before = lastEnd;
            lastEnd = measured.value().window().end();
            return lastEnd.isBefore(before)
                    ? Observation.missing(
                            MissingReason.INVALID,
                            guard.name() + " answered with something impossible: window end is " + lastEnd
                                    + ", allowed: not before that of the last one, " + before)
                    : answer;
        }
    }
}
