package dev.lumen.core.config;

import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.Optional;

/** Collects a {@link LumenConfig}; everything has a default. What cannot be is refused at once, by name. Not thread-safe. */
public final class LumenConfigBuilder {
    private static final Duration LONGEST_LOOKBACK = Duration.ofDays(365);

    LumenConfig.Place place = LumenConfig.Place.UNKNOWN;
    Optional<RedisSettings> redis = Optional.empty();
    Optional<Secret> redisPassword = Optional.empty();
    TtlBounds ttlBounds = TtlBounds.DEFAULT;
    Optional<ByteSize> cacheSize = Optional.empty();
    SizeBounds sizeBounds = SizeBounds.DEFAULT;
    Prices prices = Prices.DEFAULT;
    Duration lookback = Duration.ofHours(1);
    LogLevel logLevel = LogLevel.INFO;
    Overrides overrides = Overrides.NONE;
    LumenConfig.Slack slack = LumenConfig.Slack.NONE;

    LumenConfigBuilder() {}

    /** Which service this is. */
    public LumenConfigBuilder place(LumenConfig.Place place) {
        this.place = Require.present("place", place);
        return this;
    }

    /** Where Redis is. */
    public LumenConfigBuilder redis(RedisSettings redis) {
        return redis(Optional.of(Require.present("Redis settings", redis)));
    }

    LumenConfigBuilder redis(Optional<RedisSettings> redis) {
        this.redis = redis;
        return this;
    }

    LumenConfigBuilder redisPassword(Optional<Secret> password) {
        this.redisPassword = password;
        return this;
    }

    /** The TTLs that are allowed. */
    public LumenConfigBuilder ttlBounds(TtlBounds bounds) {
        this.ttlBounds = Require.present("TTL bounds", bounds);
        return this;
    }

    /** The size that is provided, above 0. Where it lies outside the sizes that are allowed, it is allowed from then on. */
    public LumenConfigBuilder cacheSize(ByteSize size) {
        Require.positive("cache size in bytes", (double)
                Require.present("cache size", size).bytes());
        return cacheSize(Optional.of(size));
    }

    LumenConfigBuilder cacheSize(Optional<ByteSize> size) {
        this.cacheSize = size;
        size.ifPresent(given -> sizeBounds =
                new SizeBounds(sizeBounds.min().min(given), sizeBounds.max().max(given)));
        return this;
    }

    /** The sizes that are allowed. */
    public LumenConfigBuilder sizeBounds(SizeBounds bounds) {
        this.sizeBounds = Require.present("size bounds", bounds);
        return this;
    }

    /** What a miss and a megabyte cost. */
    public LumenConfigBuilder prices(Prices prices) {
        this.prices = Require.present("prices", prices);
        return this;
    }

    /** How far back metrics are read, above 0 and at most 365 days. */
    public LumenConfigBuilder lookback(Duration lookback) {
        Require.positive("lookback", lookback);
        if (lookback.compareTo(LONGEST_LOOKBACK) > 0) {
            throw Require.refused("lookback", lookback, "at most " + LONGEST_LOOKBACK);
        }
        this.lookback = lookback;
        return this;
    }

    /** How much is logged. */
    public LumenConfigBuilder logLevel(LogLevel level) {
        this.logLevel = Require.present("log level", level);
        return this;
    }

    /** What a person has decided. */
    public LumenConfigBuilder overrides(Overrides overrides) {
        this.overrides = Require.present("overrides", overrides);
        return this;
    }

    /** How Slack is reached. */
    public LumenConfigBuilder slack(LumenConfig.Slack slack) {
        this.slack = Require.present("Slack settings", slack);
        return this;
    }

    /** What was collected. */
    public LumenConfig build() {
        return new LumenConfig(this);
    }
}
