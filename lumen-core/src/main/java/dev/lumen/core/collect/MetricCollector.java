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
import java.util.concurrent.Executor;
import java.util.function.IntFunction;

/**
 * Asks the metric sources of one cache in their order until one answers. If none does, the last known metrics stand in
 * while they are young enough, then a source that the host marked as a fallback, then nothing.
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
     * @param executor where the sources are called
     */
    public MetricCollector(
            CacheName cache,
            List<MetricSource> chain,
            Optional<MetricSource> fallback,
            Duration oldest,
            Executor executor) {
        this.cache = cache;
        this.chain =
                chain.stream().map(source -> new Asked(source, "", executor)).toList();
        this.fallback = fallback.map(source -> new Asked(source, "fallback ", executor));
        this.oldest = oldest;
    }

    /**
     * Asks.
     *
     * @param before the latest counters of each source
     * @param lastKnown the last metrics that were measured
     * @param now the time, to tell an age by
     * @param patience how long a source may take, asked before each one with the number of sources that may yet have to be
     *     asked, it and the stand-in included
     */
    public Collected collect(
            Map<String, Cumulative> before,
            Optional<CacheMetrics> lastKnown,
            Instant now,
            IntFunction<Duration> patience) {
        Map<String, Cumulative> samples = new HashMap<>(before);
        List<MissingPart> failures = new ArrayList<>();
        int stillToAsk = chain.size() + (fallback.isPresent() ? 1 : 0);
        for (Asked source : chain) {
            Optional<CacheMetrics> answer = ask(source, samples, failures, patience.apply(stillToAsk--));
            if (answer.isPresent()) {
                return new Collected(Observation.measured(answer.get()), samples, failures);
            }
        }
        return new Collected(standIn(lastKnown, now, samples, failures, patience), samples, failures);
    }

    private Observation<CacheMetrics> standIn(
            Optional<CacheMetrics> lastKnown,
            Instant now,
            Map<String, Cumulative> samples,
            List<MissingPart> failures,
            IntFunction<Duration> patience) {
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
        Optional<CacheMetrics> dummy = fallback.flatMap(source -> ask(source, samples, failures, patience.apply(1)));
        if (dummy.isPresent()) {
            return new Observation.Fallback<>(dummy.get());
        }
        return failures.isEmpty()
                ? Observation.missing(MissingReason.NO_DATA, "no metric source is configured")
                : Observation.missing(failures.get(0).reason(), failures.get(0).detail());
    }

    private Optional<CacheMetrics> ask(
            Asked source, Map<String, Cumulative> samples, List<MissingPart> failures, Duration patience) {
        String name = source.guard.name();
        Observation<Reading> reading = source.guard.call(() -> source.source.read(cache), patience);
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

    /** A source, its guard, the key of its counters, and where its last window ended. */
    private static final class Asked {
        private final MetricSource source;
        private final Guard guard;
        private final String key;
        private Instant lastEnd = Instant.MIN;

        Asked(MetricSource source, String role, Executor executor) {
            this.source = source;
            this.guard = new Guard(source.name(), executor);
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
