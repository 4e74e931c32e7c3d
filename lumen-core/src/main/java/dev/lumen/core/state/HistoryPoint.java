package dev.lumen.core.state;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * One window, as later runs need it.
 *
 * @param end when it ended
 * @param ttl the TTL in force throughout
 * @param settled whether every entry in the cache had been written with that TTL
 * @param requests look-ups counted, 0 where they were not
 * @param hits how many of them hit
 * @param capacityBytes the capacity, 0 where unlimited or not known
 * @param usage the share of the capacity in use, absent where not known
 */
public record HistoryPoint(
        Instant end,
        Duration ttl,
        boolean settled,
        long requests,
        long hits,
        long capacityBytes,
        OptionalDouble usage) {}
