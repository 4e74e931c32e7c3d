package dev.lumen.api.evidence;

import dev.lumen.api.units.Require;
import java.util.Optional;

/**
 * What a workload would have done at one setting.
 *
 * @param hitRatio hits ÷ requests, 0 to 1
 * @param staleRatio stale hits ÷ hits, 0 to 1; absent where contents were not seen, or nothing hits
 * @param occupiedBytes bytes held, averaged over time, 0 or more and at most the capacity
 * @param evictionsPerHour entries pushed out for room, 0 or more
 * @param misses why the rest missed
 */
public record SurfacePoint(
        Estimate hitRatio,
        Optional<Estimate> staleRatio,
        Estimate occupiedBytes,
        Estimate evictionsPerHour,
        MissCauses misses) {
    /** Refuses NaN and values outside their range. */
    public SurfacePoint {
        Require.noNull(SurfacePoint.class, hitRatio, staleRatio, occupiedBytes, evictionsPerHour, misses);
        Require.within("hit ratio", hitRatio.low(), 0, 1);
        Require.within("hit ratio", hitRatio.high(), 0, 1);
        staleRatio.ifPresent(ratio -> Require.within("stale ratio", ratio.low(), 0, 1));
        staleRatio.ifPresent(ratio -> Require.within("stale ratio", ratio.high(), 0, 1));
        Require.notNegative("occupied bytes", occupiedBytes.low());
        Require.notNegative("evictions per hour", evictionsPerHour.low());
    }
}
