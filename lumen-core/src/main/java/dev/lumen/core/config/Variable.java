package dev.lumen.core.config;

/**
 * The variables of the environment that {@link LumenConfig#fromEnvironment} reads, under the guide's names. One that is
 * absent or blank is not set.
 */
public enum Variable {
    /** The Google Cloud project; none unless set. */
    PROJECT_ID("letters, digits and . : _ -, at most 100"),
    /** Where the service runs, such as {@code us-central1}; none unless set. */
    REGION("letters, digits and -, at most 100"),
    /** What the service is called, and its cache with it; none unless set. */
    SERVICE_NAME("letters, digits and . _ -, at most 100"),
    /** The whole address of a Redis; wins over host, port and database. A secret, as it may hold a password. */
    REDIS_URI(
            "redis://[[user]:password@]host[:port][/database], rediss:// for TLS, redis-sentinel://host:port,...#master;"
                    + " in user and password, each of : / ? # [ ] @ % and blank in its percent form, such as %40 for @"),
    /** Where Redis is; none unless set. */
    REDIS_HOST("a host name or an address, without a port"),
    /** Its port; 6379 unless set. */
    REDIS_PORT("1 to 65535, a whole number"),
    /** Its database; 0 unless set. */
    REDIS_DB("0 to 1000000, a whole number"),
    /** A secret; also for a {@code REDIS_URI} that names neither user nor password. */
    REDIS_PASSWORD("a text without control characters"),
    /** The shortest TTL in seconds; 60 unless set. */
    MIN_TTL_SECONDS("1 to 315619200, a whole number"),
    /** The longest TTL in seconds, the host's promise about staleness; 3600 unless set. */
    MAX_TTL_SECONDS("1 to 315619200, a whole number"),
    /** The TTL in seconds where nothing better is known; 300 unless set, or the nearer bound. */
    DEFAULT_TTL_SECONDS("1 to 315619200, a whole number"),
    /** The size that is provided, in MB; 256 unless set. */
    CACHE_SIZE_MB("1 to 1073741824, a whole number of MB"),
    /** Dollars for a MB-month; 0.0365 unless set. */
    CACHE_COST_PER_MB("0 to 1000000, in US dollars a MB and month, such as 0.0365"),
    /** Dollars for one call of the backend; 0.01 unless set. */
    API_COST_PER_CALL("0 to 1000000, in US dollars a call, such as 0.01"),
    /** How far back metrics are read; 1 unless set. */
    MONITORING_LOOKBACK_HOURS("above 0 to 8760, in hours"),
    /** How much is logged; INFO unless set. */
    LOG_LEVEL("TRACE, DEBUG, INFO, WARN, ERROR"),
    /** Holds the TTL, in seconds; free unless set. */
    OVERRIDE_TTL("1 to 315619200, a whole number"),
    /** Holds the size; free unless set. */
    LOCK_CACHE_SIZE(Words.FLAG),
    /** Holds everything; free unless set. */
    DISABLE_AUTO_OPTIMIZATION(Words.FLAG),
    /** Where Slack takes messages. A secret: whoever has it can post. */
    SLACK_WEBHOOK_URL("an https URL"),
    /** What Slack signs its requests with. A secret. */
    SLACK_SIGNING_SECRET("a text without blanks and control characters");

    private final String allowed;

    Variable(String allowed) {
        this.allowed = allowed;
    }

    /** What it may be, in words. */
    public String allowed() {
        return allowed;
    }

    /** Whether its value is shown to nobody. */
    public boolean isSecret() {
        return this == REDIS_URI || this == REDIS_PASSWORD || this == SLACK_WEBHOOK_URL || this == SLACK_SIGNING_SECRET;
    }

    private static final class Words {
        static final String FLAG = "true, false, 1, 0, yes, no, on, off";
    }
}
