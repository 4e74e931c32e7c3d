package dev.lumen.core.state;

import dev.lumen.api.observe.Window;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * One window, as later runs need it.
 *
 * @param window when it was
 * @param ttl the TTL in force throughout, above zero
 * @param settled whether every entry in the cache had been written with that TTL
 * @param requests look-ups counted, 0 where they were not
 * @param hits how many of them hit, 0 to {@code requests}
 * @param capacityBytes the capacity, 0 where unlimited or not known
 * @param usage the share of the capacity in use, 0 to 1; absent where not known
 */
public record HistoryPoint(
        Window window,
        Duration ttl,
        boolean settled,
        long requests,
        long hits,
        long capacityBytes,
        OptionalDouble usage) {
    /** Refuses what no window can have been: a point may come from a file. */
    public HistoryPoint {
        Require.noNull(HistoryPoint.class, window, ttl, settled, requests, hits, capacityBytes, usage);
        Require.positive("ttl", ttl);
        Require.notNegative("requests", requests);
        Require.notNegative("hits", hits);
        if (hits > requests) {
            throw Require.refused("hits", hits, "0 to the requests, " + requests);
        }
        Require.notNegative("capacity in bytes", capacityBytes);
        usage = Require.within("usage", usage, 0, 1);
    }
}
