package dev.lumen.replay;

import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.Optional;

/**
 * A whole replay.
 *
 * @param counters what was counted from the first row to the last
 * @param costs what it cost
 * @param ttlChanges how often the TTL was changed
 * @param sizeChanges how often the capacity was changed
 * @param finalTtl the TTL at the end; absent if nothing expires
 * @param finalSize the capacity at the end; absent if there is no limit
 */
public record ReplaySummary(
        CacheCounters counters,
        ReplayCosts costs,
        int ttlChanges,
        int sizeChanges,
        Optional<Duration> finalTtl,
        Optional<ByteSize> finalSize) {}
