package dev.lumen.api.act;

import dev.lumen.api.observe.CacheName;
import java.time.Duration;

/**
 * What the code that fills a cache asks on every put: a handle on the TTL in force for one cache.
 *
 * <p>Thread-safe. {@link #ttlMillis} never blocks, locks, allocates, throws or does I/O: one volatile read and a little
 * arithmetic. What it returns always lies within the bounds that the host configured, and is never below 1 ms.
 */
public interface TtlAdvisor {
    /** The cache that this handle is for. */
    CacheName cache();

    /**
     * The write-time TTL for an entry, in milliseconds, 1 or more.
     *
     * @param keyHash any hash of the entry's key, such as {@code key.hashCode()}; it spreads expiry where jitter is on.
     *     The same hash gives the same TTL as long as the TTL in force stays
     */
    long ttlMillis(long keyHash);

    /** {@link #ttlMillis} as a duration, for callers off the hot path; allocates. */
    default Duration ttl(long keyHash) {
        return Duration.ofMillis(ttlMillis(keyHash));
    }

    /** The TTL in force, without jitter. */
    Duration inForce();
}
