package dev.lumen.api.act;

/** What Lumen can change about a cache. */
public enum Lever {
    /** How long an entry lives. */
    TTL,
    /** How much the cache holds. */
    SIZE
}
