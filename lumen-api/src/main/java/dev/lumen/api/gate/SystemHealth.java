package dev.lumen.api.gate;

/** The state of the service as a whole, best first (SPEC §7). */
public enum SystemHealth {
    /** Score 85 or more, and nothing caps it. */
    EXCELLENT,
    /** Score 60 or more. */
    GOOD,
    /** Score 40 or more. */
    WARNING,
    /** A lower score, a chaotic bill, or a cache that failed. */
    CRITICAL,
    /** Too little of what was configured could be read to say. */
    UNKNOWN
}
