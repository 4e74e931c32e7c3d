package dev.lumen.replay;

import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.Optional;

/**
 * One window of a replay.
 *
 * @param startMillis when it began, on the trace's clock
 * @param counters what was counted in it
 * @param ttl the TTL in force from its beginning to its end, before {@code action}; absent if nothing expires
 * @param size the capacity in force from its beginning to its end, before {@code action}; absent if there is no limit
 * @param action what was done at its end
 * @param costs what it cost
 */
public record ReplayWindow(
        long startMillis,
        CacheCounters counters,
        Optional<Duration> ttl,
        Optional<ByteSize> size,
        CacheAction action,
        ReplayCosts costs) {}
