package dev.lumen.api.grade;

/** The state of a cache as a whole, best first (SPEC §3). */
public enum CacheHealth {
    /** Every graded metric is good. */
    OPTIMAL,
    /** Some metric wants watching, none is bad. */
    GOOD,
    /** One metric is bad. */
    DEGRADED,
    /** Two or more metrics are bad, or the hit ratio is below the poor bound. */
    POOR,
    /** The cache refuses service, or hardly ever hits. */
    FAILED,
    /** Too few requests to say; no change is recommended. */
    UNKNOWN
}
