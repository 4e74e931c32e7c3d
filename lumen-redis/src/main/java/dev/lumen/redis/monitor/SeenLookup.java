package dev.lumen.redis.monitor;

import dev.lumen.api.units.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One read of one key, with what the traffic shows of its outcome.
 *
 * @param at when
 * @param keyHash 64 bits of a hash of the key
 * @param outcome what became of it
 * @param bytes the length of the value: of the last write that was seen, before the read or, for a load, after it; absent
 *     where none was
 * @param contentHash a hash of that value; absent where {@code bytes} is
 * @param load how long the application took to write the value after it had asked; present for a load
 */
public record SeenLookup(
        Instant at,
        long keyHash,
        Outcome outcome,
        OptionalLong bytes,
        OptionalLong contentHash,
        Optional<Duration> load) {
    /** What became of a read. */
    public enum Outcome {
        /** No write of the key followed: there was a value, or no value worth keeping. */
        HIT,
        /** A write of the same key followed within the patience: the value was loaded. */
        LOADED,
        /** Not a read: the key was deleted, and the next read of it misses for that. */
        INVALIDATED
    }

    /** Refuses what is null. */
    public SeenLookup {
        Require.noNull(SeenLookup.class, at, keyHash, outcome, bytes, contentHash, load);
    }
}
