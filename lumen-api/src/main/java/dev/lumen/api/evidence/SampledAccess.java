package dev.lumen.api.evidence;

import dev.lumen.api.units.Require;

/**
 * One access to a cache, as it goes from a JVM to its fleet's leader. Which key it was cannot be told from it.
 *
 * @param kind what it was
 * @param atMillis when, in milliseconds since 1970 by the clock of the JVM that saw it
 * @param keyHash a well-mixed hash of the key, the same in every JVM of the fleet
 * @param bytes the size of the entry, 0 or more; 0 for an invalidation
 * @param contentHash what tells one content from another, of a load; 0 otherwise
 */
public record SampledAccess(Kind kind, long atMillis, long keyHash, long bytes, int contentHash) {
    /** What happened to an entry. */
    public enum Kind {
        /** It was found. */
        HIT,
        /** It was not there, and loaded. */
        LOADED,
        /** It was taken out on purpose: no access. */
        INVALIDATED
    }

    /** Refuses a negative size, and a content where none was seen. */
    public SampledAccess {
        Require.noNull(SampledAccess.class, kind, atMillis, keyHash, bytes, contentHash);
        Require.notNegative("bytes of a sampled access", bytes);
        if (kind != Kind.LOADED && contentHash != 0) {
            throw Require.refused("content hash of a " + kind, contentHash, "0");
        }
    }
}
