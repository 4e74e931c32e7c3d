package dev.lumen.api.advise;

/** What to do about a cache's capacity (SPEC §5). */
public enum SizeStrategy {
    /** More room. */
    SCALE_UP,
    /** Less room. */
    SCALE_DOWN,
    /** The size is not the problem: the eviction policy or fragmentation is. */
    OPTIMIZE,
    /** As it is. */
    MAINTAIN
}
