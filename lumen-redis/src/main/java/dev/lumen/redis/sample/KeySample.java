package dev.lumen.redis.sample;

import dev.lumen.api.units.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What some of the keys look like. {@code SCAN} goes by the hash of a key, so that the first keys it gives are as good as drawn
 * by lot; with n keys looked at, a share p is right to about 2·√(p(1−p)/n).
 *
 * <p>Time left is not the TTL that was set: of keys written all the time with one TTL, half have less than half of it left.
 *
 * @param at when it was taken
 * @param keys how many keys were looked at, 0 or more
 * @param end why no more were
 * @param took how long it took
 * @param withoutTtl the share of keys that never expire, 0 to 1; absent where no key was looked at or TTLs are not told
 * @param timeLeftMillis how long the others still live; absent where there are none
 * @param bytes what a key takes with its value and overhead, by {@code MEMORY USAGE}; absent where that is refused
 * @param groups by prefix, the most memory first
 * @param missing what could not be had, in words
 */
public record KeySample(
        Instant at,
        int keys,
        End end,
        Duration took,
        OptionalDouble withoutTtl,
        Optional<Spread> timeLeftMillis,
        Optional<Spread> bytes,
        List<PrefixGroup> groups,
        List<String> missing) {
    /** Why a sample ended. */
    public enum End {
        /** Every key was seen. */
        ALL_KEYS,
        /** The limit on keys. */
        KEY_LIMIT,
        /** The limit on time. */
        TIME_LIMIT,
        /** A server stopped answering, or refused; {@link KeySample#missing} says which. */
        FAILED
    }

    /** Refuses shares outside [0, 1] and negative counts; copies the lists. */
    public KeySample {
        Require.noNull(KeySample.class, at, keys, end, took, withoutTtl, timeLeftMillis, bytes, groups, missing);
        Require.notNegative("keys", keys);
        Require.notNegative("time", took);
        withoutTtl = Require.within("share without TTL", withoutTtl, 0, 1);
        groups = List.copyOf(groups);
        missing = List.copyOf(missing);
    }
}
