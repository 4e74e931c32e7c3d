package dev.lumen.api.advise;

import dev.lumen.api.units.Require;
import java.time.Duration;

/**
 * The TTLs that a cache may be given. Nothing in Lumen hands out a TTL outside them, jitter included.
 *
 * <p>The floor is never below a millisecond: Redis takes 0 as <em>delete</em>, and Spring Data Redis takes less than 1 ms
 * as <em>never expires</em>.
 *
 * @param min the shortest, at least 1 ms
 * @param max the longest: the host's promise about staleness, since no entry is served for longer than this after it was
 *     written; at most 10 years
 * @param standard the TTL where nothing better is known, between the two
 */
public record TtlBounds(Duration min, Duration max, Duration standard) {
    private static final Duration FLOOR = Duration.ofMillis(1);
    private static final Duration CEILING = Duration.ofDays(3653);

    /** The guide's bounds: 60 s to 3600 s, 300 s where nothing better is known. */
    public static final TtlBounds DEFAULT =
            new TtlBounds(Duration.ofSeconds(60), Duration.ofSeconds(3600), Duration.ofSeconds(300));

    /** Refuses a floor below 1 ms, a ceiling above 10 years, and an order other than min ≤ standard ≤ max. */
    public TtlBounds {
        Require.noNull(TtlBounds.class, min, max, standard);
        if (min.compareTo(FLOOR) < 0) {
            throw Require.refused("minimum TTL", min, "1 ms or more");
        }
        if (max.compareTo(min) < 0 || max.compareTo(CEILING) > 0) {
            throw Require.refused("maximum TTL", max, "from the minimum, " + min + ", to " + CEILING);
        }
        if (standard.compareTo(min) < 0 || standard.compareTo(max) > 0) {
            throw Require.refused("default TTL", standard, min + " to " + max);
        }
    }

    /** Bounds whose standard is the guide's 300 s, or the nearer bound where that lies outside. */
    public static TtlBounds between(Duration min, Duration max) {
        Require.present("minimum TTL", min);
        Require.present("maximum TTL", max);
        Duration standard = DEFAULT.standard;
        return new TtlBounds(
                min, max, standard.compareTo(min) < 0 ? min : standard.compareTo(max) > 0 ? max : standard);
    }

    /** The TTL nearest to {@code ttl} that lies within the bounds. */
    public Duration clamp(Duration ttl) {
        return ttl.compareTo(min) < 0 ? min : ttl.compareTo(max) > 0 ? max : ttl;
    }
}
