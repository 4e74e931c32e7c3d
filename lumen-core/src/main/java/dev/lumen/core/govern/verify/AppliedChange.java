package dev.lumen.core.govern.verify;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A change for all keys, what was promised of it, and what was read since and before.
 *
 * @param at when the new setting was handed out
 * @param longerTtl the longer of the TTLs before and after, above 0: until it has passed entries of both are alive, or, after a
 *     change of size, the room is not filled or emptied yet
 * @param ofSize whether it was the size that changed
 * @param promisedHitRatio promised change of the hit ratio, in ratio points
 * @param promisedCost promised change of the cost, in dollars a request
 * @param staleChange predicted change of the cost of stale hits, in dollars a request, part of what was promised: what is read of a
 *     cache says which look-ups hit, not whether what they hit was out of date
 * @param windows what was read since the change before this one had settled, in any order
 */
public record AppliedChange(
        Instant at,
        Duration longerTtl,
        boolean ofSize,
        Estimate promisedHitRatio,
        Estimate promisedCost,
        Estimate staleChange,
        List<ObservedWindow> windows) {
    /** Refuses null. */
    public AppliedChange {
        Require.noNull(
                AppliedChange.class, at, longerTtl, ofSize, promisedHitRatio, promisedCost, staleChange, windows);
        Require.positive("longer TTL", longerTtl);
        windows = List.copyOf(windows);
    }

    /** From here on the new setting alone is at work. */
    public Instant settledAt() {
        return at.plus(longerTtl);
    }
}
