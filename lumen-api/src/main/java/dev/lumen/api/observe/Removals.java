package dev.lumen.api.observe;

import dev.lumen.api.units.Require;
import java.util.OptionalLong;

/**
 * Why entries left a cache, as counts. Only an entry pushed out for room is an eviction; one whose time was up expired.
 *
 * @param evictions entries pushed out for room, 0 or more; absent where not known
 * @param expirations entries whose TTL ended, 0 or more; absent where not known
 */
public record Removals(OptionalLong evictions, OptionalLong expirations) {
    private static final Removals UNKNOWN = new Removals(OptionalLong.empty(), OptionalLong.empty());

    /** Refuses negative counts. */
    public Removals {
        Require.noNull(Removals.class, evictions, expirations);
        evictions.ifPresent(count -> Require.notNegative("evictions", count));
        expirations.ifPresent(count -> Require.notNegative("expirations", count));
    }

    /**
     * Both counts.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public static Removals of(long evictions, long expirations) {
        return new Removals(OptionalLong.of(evictions), OptionalLong.of(expirations));
    }

    /**
     * Evictions alone; expirations are not known.
     *
     * @throws IllegalArgumentException if negative
     */
    public static Removals evicted(long evictions) {
        return new Removals(OptionalLong.of(evictions), OptionalLong.empty());
    }

    /** Nothing is known. */
    public static Removals unknown() {
        return UNKNOWN;
    }
}
