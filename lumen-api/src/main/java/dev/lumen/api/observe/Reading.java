package dev.lumen.api.observe;

import dev.lumen.api.units.Require;
import java.time.Instant;
import java.util.function.Function;

/**
 * What a {@link MetricSource} returns: counters that run since some start, or a measure that is already windowed. The core
 * turns the former into the latter by subtracting the reading before.
 */
public sealed interface Reading {
    /** Applies the function of the case that this is; so that a caller cannot forget one. */
    <R> R fold(Function<Cumulative, R> cumulative, Function<Windowed, R> windowed);

    /**
     * Counters since the start of {@code epoch}.
     *
     * @param at when they were read, by the source's clock
     * @param epoch what started the counters, such as Redis' {@code run_id}: two readings with different epochs have no
     *     difference
     * @param lookups hits and misses since then
     * @param removals evictions and expirations since then
     * @param gauges what is true at {@code at}
     */
    record Cumulative(Instant at, String epoch, Lookups lookups, Removals removals, Gauges gauges) implements Reading {
        /** Refuses a reading that lacks a part. */
        public Cumulative {
            Require.noNull(Cumulative.class, at, epoch, lookups, removals, gauges);
        }

        @Override
        public <R> R fold(Function<Cumulative, R> cumulative, Function<Windowed, R> windowed) {
            return cumulative.apply(this);
        }
    }

    /**
     * Counts over a window that the source chose.
     *
     * @param window what the counts are over
     * @param lookups hits and misses, or the hit ratio, in the window
     * @param removals evictions and expirations in the window
     * @param gauges what was true at the window's end
     */
    record Windowed(Window window, Lookups lookups, Removals removals, Gauges gauges) implements Reading {
        /** Refuses a reading that lacks a part. */
        public Windowed {
            Require.noNull(Windowed.class, window, lookups, removals, gauges);
        }

        @Override
        public <R> R fold(Function<Cumulative, R> cumulative, Function<Windowed, R> windowed) {
            return windowed.apply(this);
        }
    }
}
