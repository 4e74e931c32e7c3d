package dev.lumen.api.grade;

/** The metrics of a cache that are graded, in the order in which reports list them. */
public enum GradedMetric {
    /** Hits ÷ requests. */
    HIT_RATIO("hit ratio", true),
    /** Used ÷ capacity. */
    MEMORY_USAGE("memory usage", true),
    /** 95th percentile of the look-up latency, in milliseconds. */
    P95_LATENCY("p95 latency", true),
    /** Entries pushed out for room, per hour. */
    EVICTIONS("evictions per hour", true),
    /** The TTL in force, in seconds: a lever, so graded but without weight for the health. */
    TTL("TTL", false);

    private final String label;
    private final boolean countsForHealth;

    GradedMetric(String label, boolean countsForHealth) {
        this.label = label;
        this.countsForHealth = countsForHealth;
    }

    /** What reports call it. */
    public String label() {
        return label;
    }

    /** Whether its grade enters {@link CacheHealth}. */
    public boolean countsForHealth() {
        return countsForHealth;
    }
}
