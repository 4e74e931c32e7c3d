package dev.lumen.gcp.read;

/** What a time series can tell of a cache. */
public enum Fact {
    /** Look-ups that were answered. */
    HITS("hits", true),
    /** Look-ups that were not. */
    MISSES("misses", true),
    /** Entries pushed out for room. */
    EVICTIONS("evictions", true),
    /** Entries whose time was up. */
    EXPIRATIONS("expirations", true),
    /** The hit ratio, from a service that counts for itself. */
    HIT_RATIO("hit ratio", false),
    /** Bytes held. */
    USED("used memory", false),
    /** Bytes that may be held. */
    CAPACITY("memory limit", false),
    /** Entries held. */
    KEYS("keys", false),
    /** The 95th percentile of a latency, in milliseconds. */
    P95_MILLIS("p95 latency", false);

    private final String words;
    private final boolean count;

    Fact(String words, boolean count) {
        this.words = words;
        this.count = count;
    }

    /** What sentences call it. */
    public String words() {
        return words;
    }

    /** Whether it is counted over a time, as opposed to true at one. */
    public boolean isCount() {
        return count;
    }
}
