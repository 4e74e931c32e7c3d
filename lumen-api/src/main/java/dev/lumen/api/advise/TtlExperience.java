package dev.lumen.api.advise;

import dev.lumen.api.units.Require;
import java.time.Duration;

/**
 * What one window at one TTL did, once every entry in the cache had been written with that TTL.
 *
 * @param ttl the TTL in force, above zero
 * @param requests look-ups in the window, above 0
 * @param hits how many of them hit, 0 to {@code requests}
 */
public record TtlExperience(Duration ttl, long requests, long hits) {
    /** Refuses a TTL of zero, a window without requests, and more hits than requests. */
    public TtlExperience {
        Require.noNull(TtlExperience.class, ttl, requests, hits);
        Require.positive("ttl", ttl);
        if (requests <= 0) {
            throw Require.refused("requests", requests, "above 0");
        }
        if (hits < 0 || hits > requests) {
            throw Require.refused("hits", hits, "0 to the requests, " + requests);
        }
    }

    /** Hits ÷ requests, 0 to 1. */
    public double hitRatio() {
        return (double) hits / requests;
    }
}
