package dev.lumen.redis.monitor;

import dev.lumen.api.units.Require;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * One command on one key, as a server saw it.
 *
 * @param at when, by the server's clock
 * @param database 0 or more
 * @param keyHash 64 bits of a hash of the key and its database; the same in every process
 * @param kind what was done
 * @param bytes length of the value that was written; absent where none was, or not in this command
 * @param contentHash 64 bits of a hash of that value; absent where {@code bytes} is
 */
public record SeenAccess(
        Instant at, int database, long keyHash, Kind kind, OptionalLong bytes, OptionalLong contentHash) {
    /** What a command does to an entry of a cache. */
    public enum Kind {
        /** Asks for the value. */
        READ,
        /** Puts a value there, with whatever TTL. */
        WRITE,
        /** Takes the entry away. */
        DELETE
    }

    /** Refuses what is null. */
    public SeenAccess {
        Require.noNull(SeenAccess.class, at, database, keyHash, kind, bytes, contentHash);
    }
}
