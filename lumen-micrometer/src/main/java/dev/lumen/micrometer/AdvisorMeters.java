package dev.lumen.micrometer;

import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.units.Require;
import dev.lumen.api.units.Seconds;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;

/**
 * The TTL that an advisor hands out, read from it at each scrape: {@code lumen.ttl.in.force}. It is what the cache does now, where
 * {@link FeedbackMeters} shows what the latest run found.
 *
 * <p>Thread-safe. One for each cache and registry.
 */
public final class AdvisorMeters implements MeterBinder, AutoCloseable {
    private final TtlAdvisor advisor;

    /** Under the lock of this object. */
    private final List<Bound> bound = new ArrayList<>();

    /** Under the lock of this object. */
    private boolean closed;

    /**
     * Meters for {@code advisor}; registers nothing yet.
     *
     * @param advisor the handle of a cache, whose name becomes the tag {@code cache}
     */
    public AdvisorMeters(TtlAdvisor advisor) {
        this.advisor = Require.present("TTL advisor", advisor);
    }

    /** Registers the gauge; does nothing after {@link #close()}. */
    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        if (closed) {
            return;
        }
        Meter gauge = Meters.register(
                registry,
                MeterKey.of(LumenMeter.TTL_IN_FORCE),
                advisor.cache().value(),
                () -> Seconds.of(advisor.inForce()));
        bound.add(new Bound(registry, gauge));
    }

    /** Removes the gauge from every registry. A second call does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        bound.forEach(each -> each.registry.remove(each.gauge));
        bound.clear();
    }

    /**
     * A gauge and where it is.
     *
     * @param registry where
     * @param gauge which
     */
    private record Bound(MeterRegistry registry, Meter gauge) {}
}
