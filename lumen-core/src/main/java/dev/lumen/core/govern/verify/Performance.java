package dev.lumen.core.govern.verify;

import dev.lumen.api.units.Require;

/**
 * How well a cache does.
 *
 * @param hitRatio hits ÷ requests, 0 to 1
 * @param costPerRequest dollars a request: misses, stale hits and memory, whatever the caller counts, alike in all windows;
 *     finite
 */
public record Performance(double hitRatio, double costPerRequest) {
    /** Refuses NaN, infinities, and ratios outside [0, 1]. */
    public Performance {
        hitRatio = Require.within("hit ratio", hitRatio, 0, 1);
        costPerRequest = Require.finite("cost a request", costPerRequest);
    }
}
