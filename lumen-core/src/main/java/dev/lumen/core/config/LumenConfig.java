package dev.lumen.core.config;

import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a host tells Lumen of itself: from code by {@link #builder}, or from the variables that the guide names by {@link
 * #fromEnvironment}. The two mix: {@link #toBuilder} goes on from what the environment said.
 *
 * <p>Immutable. Opens nothing. {@link #toString} shows no secret.
 */
public final class LumenConfig {
    private final Place place;
    private final Optional<RedisSettings> redis;
    private final Optional<Secret> redisPassword;
    private final TtlBounds ttlBounds;
    private final Optional<ByteSize> cacheSize;
    private final SizeBounds sizeBounds;
    private final Prices prices;
    private final Duration lookback;
    private final LogLevel logLevel;
    private final Overrides overrides;
    private final Slack slack;

    LumenConfig(LumenConfigBuilder from) {
        place = from.place;
        redis = from.redis;
        redisPassword = from.redisPassword;
        ttlBounds = from.ttlBounds;
        cacheSize = from.cacheSize;
        sizeBounds = from.sizeBounds;
        prices = from.prices;
        lookback = from.lookback;
        logLevel = from.logLevel;
        overrides = from.overrides;
        slack = from.slack;
    }

    /** What nothing is said of has the guide's defaults. */
    public static LumenConfigBuilder builder() {
        return new LumenConfigBuilder();
    }

    /**
     * What the variables say, see {@link Variable}; others are not looked at.
     *
     * @param variables such as {@link System#getenv()}; one that is absent or blank is not set
     * @throws BadConfigurationException if any value is wrong, with a message for each of them
     */
    public static LumenConfig fromEnvironment(Map<String, String> variables) {
        return new Environment(variables).read().build();
    }

    /** A builder that starts from this. */
    public LumenConfigBuilder toBuilder() {
        return new LumenConfigBuilder()
                .place(place)
                .redis(redis)
                .redisPassword(redisPassword)
                .ttlBounds(ttlBounds)
                .sizeBounds(sizeBounds)
                .cacheSize(cacheSize)
                .prices(prices)
                .lookback(lookback)
                .logLevel(logLevel)
                .overrides(overrides)
                .slack(slack);
    }

    /** Which service this is, and where. */
    public Place place() {
        return place;
    }

    /** Where Redis is; absent where none is configured. */
    public Optional<RedisSettings> redis() {
        return redis;
    }

    /** The password of a Redis that is named elsewhere, as on a command line; {@link #redis} has it already. */
    public Optional<Secret> redisPassword() {
        return redisPassword;
    }

    /** The TTLs that are allowed; 60 to 3600 s and 300 s unless configured. */
    public TtlBounds ttlBounds() {
        return ttlBounds;
    }

    /** The size that is provided; absent unless configured. The guide's, where one is needed, is 256 MB. */
    public Optional<ByteSize> cacheSize() {
        return cacheSize;
    }

    /** The sizes that are allowed: 10 to 1024 MB unless configured, and further where the size that is provided lies outside. */
    public SizeBounds sizeBounds() {
        return sizeBounds;
    }

    /** What a miss and a megabyte cost; $0.01 and $0.0365 unless configured. */
    public Prices prices() {
        return prices;
    }

    /** How far back metrics are read; an hour unless configured. */
    public Duration lookback() {
        return lookback;
    }

    /** How much is logged; INFO unless configured. */
    public LogLevel logLevel() {
        return logLevel;
    }

    /** What a person has decided; nothing unless configured. */
    public Overrides overrides() {
        return overrides;
    }

    /** How Slack is reached; nothing of it unless configured. */
    public Slack slack() {
        return slack;
    }

    @Override
    public String toString() {
        return "LumenConfig[place=" + place + ", redis=" + redis + ", ttlBounds=" + ttlBounds + ", cacheSize="
                + cacheSize
                + ", sizeBounds=" + sizeBounds + ", prices=" + prices + ", lookback=" + lookback + ", logLevel="
                + logLevel
                + ", overrides=" + overrides + ", slack=" + slack + "]";
    }

    /**
     * Which service this is, and where; each is absent where nothing is said of it.
     *
     * @param projectId the Google Cloud project
     * @param region where it runs, such as {@code us-central1}
     * @param serviceName what it is called
     */
    public record Place(Optional<String> projectId, Optional<String> region, Optional<String> serviceName) {
        /** Nothing is said. */
        public static final Place UNKNOWN = new Place(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * How Slack is reached; each is absent where nothing is said of it.
     *
     * @param webhookUrl where it takes messages
     * @param signingSecret what it signs its requests with
     */
    public record Slack(Optional<Secret> webhookUrl, Optional<Secret> signingSecret) {
        /** Slack is not used. */
        public static final Slack NONE = new Slack(Optional.empty(), Optional.empty());
    }
}
