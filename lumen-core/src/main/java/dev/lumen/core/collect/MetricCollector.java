package dev.lumen.core.collect;

import dev.lumen.api.feedback.MissingPart;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.observe.Observation;
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
import java.util.function.Supplier;

/**
 * Asks the metric sources of one cache in their order until one answers. If none does, the last known metrics stand in
 * while they are young enough, then a source that the host marked as a fallback, then nothing.
 *
 * <p>Used by one thread at a time: the one that runs the cycle.
 */
public final class MetricCollector {
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
        this.chain = chain.stream().map(source -> new Asked(source, executor)).toList();
        this.fallback = fallback.map(source -> new Asked(source, executor));
        this.oldest = oldest;
    }

    /**
     * Asks.
     *
     * @param before the latest counters of each source
     * @param lastKnown the last metrics that were measured
     * @param now the time, to tell an age by
     * @param patience how long a source may take, asked before each one
     */
    public Collected collect(
            Map<String, Cumulative> before,
            Optional<CacheMetrics> lastKnown,
            Instant now,
            Supplier<Duration> patience) {
        Map<String, Cumulative> samples = new HashMap<>(before);
        List<MissingPart> failures = new ArrayList<>();
        for (Asked source : chain) {
            Optional<CacheMetrics> answer = ask(source, samples, failures, patience.get());
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
            Supplier<Duration> patience) {
        if (lastKnown.isPresent()) {
            Duration age = Duration.between(lastKnown.get().window().end(), now);
            if (!age.isNegative() && age.compareTo(oldest) <= 0) {
                return new Observation.Stale<>(lastKnown.get(), age);
            }
        }
        Optional<CacheMetrics> dummy = fallback.flatMap(source -> ask(source, samples, failures, patience.get()));
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
                read -> new CounterDelta(cache, name).metrics(read.value(), Optional.ofNullable(samples.get(name))),
                stale -> Observation.missing(MissingReason.NO_DATA, name),
                dummy -> Observation.missing(MissingReason.NO_DATA, name),
                missing -> Observation.missing(missing.reason(), missing.detail()));
        reading.trusted()
                .flatMap(read -> read.fold(Optional::of, windowed -> Optional.<Cumulative>empty()))
                .ifPresent(counters -> samples.put(name, counters));
        if (metrics instanceof Missing<CacheMetrics> missing) {
            failures.add(new MissingPart(name, missing.reason(), missing.detail()));
        }
        return metrics.trusted();
    }

    /** A source and its guard. */
    private static final class Asked {
        private final MetricSource source;
        private final Guard guard;

        Asked(MetricSource source, Executor executor) {
            this.source = source;
            this.guard = new Guard(source.name(), executor);
        }
    }
}
