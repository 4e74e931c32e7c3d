package dev.lumen.api.feedback;

/** How far a shown value can be trusted (SPEC §2). */
public enum Quality {
    /** Measured in this run. */
    MEASURED,
    /** The last value known. */
    STALE,
    /** A stand-in for demonstrations: nothing is derived from it. */
    FALLBACK
}
