package dev.lumen.api.observe;

import dev.lumen.api.units.Require;
import java.util.OptionalDouble;

/**
 * One cache over one window: what every decision starts from.
 *
 * @param cache which cache
 * @param window what the counts are over
 * @param lookups hits and misses in the window
 * @param removals evictions and expirations in the window
 * @param gauges what was true at the window's end
 * @param source the name of the source that it was read from
 */
public record CacheMetrics(
        CacheName cache, Window window, Lookups lookups, Removals removals, Gauges gauges, String source) {
    /** Refuses what is null. */
    public CacheMetrics {
        Require.noNull(CacheMetrics.class, cache, window, lookups, removals, gauges, source);
    }

    /** Hits ÷ requests; absent where there were no requests or the source does not know. */
    public OptionalDouble hitRatio() {
        return lookups.hitRatio();
    }

    /** Look-ups an hour; absent where they were not counted. */
    public OptionalDouble requestsPerHour() {
        return lookups.requests().isPresent()
                ? OptionalDouble.of(window.perHour((double) lookups.requests().getAsLong()))
                : OptionalDouble.empty();
    }

    /** Evictions for room an hour; absent where they were not counted. */
    public OptionalDouble evictionsPerHour() {
        return removals.evictions().isPresent()
                ? OptionalDouble.of(window.perHour((double) removals.evictions().getAsLong()))
                : OptionalDouble.empty();
    }

    /** Used ÷ capacity, 0 to 1; absent where one of them is. */
    public OptionalDouble memoryUsage() {
        return gauges.memoryUsage();
    }
}
