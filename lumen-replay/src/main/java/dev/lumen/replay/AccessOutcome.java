package dev.lumen.replay;

/** What one read of a {@link ReferenceCache} met. */
public enum AccessOutcome {
    /** The entry was there, and of the row's version or a later one. */
    FRESH_HIT,

    /** The entry was there, but of a lower version than the row's. */
    STALE_HIT,

    /** A miss: the key had never been read. Neither a longer TTL nor a larger cache would have helped. */
    COLD_MISS,

    /** A miss: the key's last entry expired. */
    EXPIRED_MISS,

    /** A miss: the key's last entry was evicted to make room, or was larger than the cache and not stored. */
    EVICTED_MISS
}
