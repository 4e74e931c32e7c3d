package dev.lumen.core.collect;

import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Reading.Cumulative;
import dev.lumen.api.observe.Reading.Windowed;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Turns a reading into metrics over a window. Counters that run since some start become the difference to the reading
 * before; a restart begins a new window instead of a negative or a huge rate (SPEC §2).
 */
final class CounterDelta {
    private final CacheName cache;
    private final String source;

    CounterDelta(CacheName cache, String source) {
        this.cache = cache;
        this.source = source;
    }

    Observation<CacheMetrics> metrics(Reading reading, Optional<Cumulative> before) {
        return reading.fold(now -> since(before, now), windowed -> Observation.measured(of(windowed)));
    }

    private CacheMetrics of(Windowed reading) {
        return new CacheMetrics(
                cache, reading.window(), reading.lookups(), reading.removals(), reading.gauges(), source);
    }

    private Observation<CacheMetrics> since(Optional<Cumulative> before, Cumulative now) {
        if (before.isEmpty()) {
            return Observation.missing(
                    MissingReason.FIRST_SAMPLE, source + " was read for the first time: no window yet");
        }
        Cumulative then = before.get();
        if (!then.at().isBefore(now.at())) {
            return Observation.missing(
                    MissingReason.INVALID,
                    source + " answered at " + now.at() + ", not later than the reading before, " + then.at());
        }
        if (!then.epoch().equals(now.epoch()) || backwards(then, now)) {
            return Observation.missing(MissingReason.COUNTER_RESET, source + " began to count anew: no window yet");
        }
        Lookups lookups = now.lookups().hits().isPresent()
                        && then.lookups().hits().isPresent()
                ? Lookups.counted(
                        now.lookups().hits().getAsLong() - then.lookups().hits().getAsLong(),
                        now.lookups().misses().getAsLong()
                                - then.lookups().misses().getAsLong())
                : Lookups.unknown();
        Removals removals = new Removals(
                difference(then.removals().evictions(), now.removals().evictions()),
                difference(then.removals().expirations(), now.removals().expirations()));
        return Observation.measured(
                new CacheMetrics(cache, new Window(then.at(), now.at()), lookups, removals, now.gauges(), source));
    }

    private static boolean backwards(Cumulative then, Cumulative now) {
        return fell(then.lookups().hits(), now.lookups().hits())
                || fell(then.lookups().misses(), now.lookups().misses())
                || fell(then.removals().evictions(), now.removals().evictions())
                || fell(then.removals().expirations(), now.removals().expirations());
    }

    private static boolean fell(OptionalLong then, OptionalLong now) {
        return then.isPresent() && now.isPresent() && now.getAsLong() < then.getAsLong();
    }

    private static OptionalLong difference(OptionalLong then, OptionalLong now) {
        return then.isPresent() && now.isPresent()
                ? OptionalLong.of(now.getAsLong() - then.getAsLong())
                : OptionalLong.empty();
    }
}
