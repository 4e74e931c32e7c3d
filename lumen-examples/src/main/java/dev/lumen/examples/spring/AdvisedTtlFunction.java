package dev.lumen.examples.spring;

import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.units.Require;
import dev.lumen.examples.redis.KeyHash;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheWriter.TtlFunction;

/**
 * The TTL of a Spring cache's entries by what the advisor says of each key, asked on every put:
 *
 * <pre>{@code
 * RedisCacheManager.builder(connectionFactory)
 *         .cacheDefaults(RedisCacheConfiguration.defaultCacheConfig().entryTtl(AdvisedTtlFunction.by(advisor)))
 *         .build();
 * }</pre>
 *
 * <p>Spring takes a TTL of zero or less for none: such an entry would never expire. One between zero and a millisecond it cuts
 * to 0, which Redis refuses, and the put fails. So what comes from here is a millisecond or more, whatever the advisor is.
 *
 * <p>A write-time TTL: {@link RedisCacheConfiguration#enableTimeToIdle} must stay off, since with it every read would extend the
 * entry. Thread-safe.
 */
public final class AdvisedTtlFunction implements TtlFunction {
    private final TtlAdvisor advisor;

    private AdvisedTtlFunction(TtlAdvisor advisor) {
        this.advisor = advisor;
    }

    /** TTLs by what {@code advisor} says. */
    public static AdvisedTtlFunction by(TtlAdvisor advisor) {
        return new AdvisedTtlFunction(Require.present("TTL advisor", advisor));
    }

    @Override
    public Duration getTimeToLive(Object key, @Nullable Object value) {
        long hash = key instanceof String text ? KeyHash.of(text) : Objects.hashCode(key);
        return Duration.ofMillis(Math.max(1, advisor.ttlMillis(hash)));
    }
}
