package dev.lumen.api.feedback;

/** The one thing to do about a cache next (SPEC §3). */
public enum CacheAction {
    /** Keep entries longer. */
    INCREASE_TTL,
    /** Keep entries shorter. */
    DECREASE_TTL,
    /** Give it more room. */
    SCALE_UP,
    /** Give it less room. */
    SCALE_DOWN,
    /** Mend its eviction policy or fragmentation. */
    OPTIMIZE,
    /** Leave it. */
    MAINTAIN
}
