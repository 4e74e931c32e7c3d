package dev.lumen.api.advise;

/** How far a TTL moves in one step; the direction is another matter (SPEC §4). */
public enum TtlStrategy {
    /** Far: 300 s by default. */
    AGGRESSIVE,
    /** Some way: 120 s by default. */
    MODERATE,
    /** A little: 60 s by default; and, however far, back to the nearer bound from outside of the bounds. */
    CONSERVATIVE,
    /** Not at all. */
    MAINTAIN
}
