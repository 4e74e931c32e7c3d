package dev.lumen.micrometer;

import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Require;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows the latest feedback of each cache as gauges under {@code lumen.*}, and counts runs and advised actions.
 *
 * <p>A value that is absent from the latest feedback has no meter: its series ends, as does that of an objective or a dimension
 * that is no longer there. Made-up values (a FALLBACK) are never shown. How old everything is stands in {@code
 * lumen.feedback.age}, which goes on growing where runs stop coming.
 *
 * <p>One sink may serve many caches, each under its own tag {@code cache}, and many registries. Two sinks must not show one cache
 * in one registry: the registry would keep the meters of the first alone.
 *
 * <p>Thread-safe: several orchestrators may share it, and scrapes go on meanwhile. A scrape during a run may see some values of
 * the run before.
 */
public final class FeedbackMeters implements FeedbackSink, MeterBinder, AutoCloseable {
    private final InstantSource clock;

    /** All under the lock of this object. */
    private final List<MeterRegistry> registries = new ArrayList<>();

    private final Map<CacheName, CacheMeters> caches = new HashMap<>();
    private boolean closed;

    /** Meters whose age is by the system's clock. */
    public FeedbackMeters() {
        this(InstantSource.system());
    }

    /**
     * Meters whose age is by {@code clock}: the one that the orchestrator has.
     *
     * @param clock wall-clock time
     */
    public FeedbackMeters(InstantSource clock) {
        this.clock = Require.present("clock", clock);
    }

    /** Shows what is known and what is to come in {@code registry}; does nothing after {@link #close()}, or the second time. */
    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        Require.present("meter registry", registry);
        if (closed || registries.contains(registry)) {
            return;
        }
        registries.add(registry);
        caches.values().forEach(cache -> cache.bindTo(registry));
    }

    /** Replaces what is shown of the feedback's cache; does nothing after {@link #close()}. */
    @Override
    public synchronized void accept(UnifiedFeedback feedback) {
        if (closed) {
            return;
        }
        caches.computeIfAbsent(feedback.cacheName(), name -> shown(name, feedback))
                .show(feedback, registries);
    }

    private CacheMeters shown(CacheName name, UnifiedFeedback first) {
        CacheMeters meters = new CacheMeters(name.value(), first.timestamp(), this::secondsSince);
        try {
            registries.forEach(meters::bindTo);
        } catch (RuntimeException e) {
            meters.remove(); // so that the next feedback tries again
            throw e;
        }
        return meters;
    }

    /** Removes the meters of a cache that is no more, its counters included; does nothing where it has none. */
    public synchronized void forget(CacheName cache) {
        CacheMeters meters = caches.remove(Require.present("cache name", cache));
        if (meters != null) {
            meters.remove();
        }
    }

    /** Removes every meter from every registry. A second call does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        caches.values().forEach(CacheMeters::remove);
        caches.clear();
        registries.clear();
    }

    /** 0 where the clock went back. */
    private double secondsSince(Series time) {
        return Math.max(0, FeedbackSamples.seconds(clock.instant()) - time.get().doubleValue());
    }
}
