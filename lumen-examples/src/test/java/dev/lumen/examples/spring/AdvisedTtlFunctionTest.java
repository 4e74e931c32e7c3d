package dev.lumen.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Ratio;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.examples.redis.KeyHash;
import dev.lumen.redis.testkit.Patience;
import dev.lumen.redis.testkit.RedisServer;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class AdvisedTtlFunctionTest {
    private static final TtlBounds BOUNDS =
            new TtlBounds(Duration.ofMillis(1), Duration.ofHours(1), Duration.ofMinutes(10));

    private static RedisServer server;
    private static LettuceConnectionFactory connections;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        connections = new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", server.port()));
        connections.afterPropertiesSet();
        connections.start();
    }

    @AfterAll
    static void stop() {
        connections.destroy();
        server.close();
    }

    @Test
    void a_put_gets_the_ttl_of_its_key_and_a_new_ttl_holds_for_the_next_put() {
        TtlInForce ttl = new TtlInForce(CacheName.of("answers"), BOUNDS, Ratio.ofPercent(10));
        Cache cache = cache("answers", AdvisedTtlFunction.by(ttl));

        cache.put("a", "one");
        long given = ttl.ttlMillis(KeyHash.of("a"));
        assertThat(timeToLive("answers::a")).isBetween(given - 60_000, given);
        assertThat(cache.get("a", String.class)).isEqualTo("one");

        ttl.set(Duration.ofMinutes(30));
        assertThat(timeToLive("answers::a")).isLessThanOrEqualTo(given);
        cache.put("a", "two");
        assertThat(timeToLive("answers::a")).isBetween(26 * 60_000L, 33 * 60_000L);
    }

    @Test
    void the_floor_of_a_millisecond_expires_where_zero_never_would() {
        TtlInForce shortest = new TtlInForce(CacheName.of("brief"), BOUNDS, Ratio.ofPercent(50));
        shortest.set(Duration.ofMillis(1));
        Cache brief = cache("brief", AdvisedTtlFunction.by(shortest));
        for (int i = 0; i < 100; i++) {
            brief.put("key " + i, "gone soon");
        }

        // What a bare function may say, and what Spring makes of it.
        Cache eternal = cache("eternal", (key, value) -> Duration.ZERO);
        eternal.put("a", "stays");
        Cache refused = cache("refused", (key, value) -> Duration.ofNanos(500_000));
        assertThatThrownBy(() -> refused.put("a", "refused")).hasStackTraceContaining("invalid expire time");

        Patience.until("the entries to expire", Duration.ofSeconds(10), () -> timeToLive("brief::key 99") == -2);
        for (int i = 0; i < 100; i++) {
            assertThat(timeToLive("brief::key " + i)).isEqualTo(-2);
        }
        assertThat(timeToLive("eternal::a")).isEqualTo(-1);
    }

    @Test
    void an_advisor_that_breaks_its_promise_still_makes_nothing_eternal() {
        Cache cache = cache("broken", AdvisedTtlFunction.by(new Zero()));

        cache.put("a", "one");

        assertThat(timeToLive("broken::a")).isNotEqualTo(-1);
    }

    @Test
    void keys_of_any_type_have_a_ttl() {
        TtlInForce ttl = new TtlInForce(CacheName.of("numbers"), BOUNDS);

        assertThat(AdvisedTtlFunction.by(ttl).getTimeToLive(17L, null)).isEqualTo(Duration.ofMinutes(10));
    }

    private static Cache cache(String name, RedisCacheWriter.TtlFunction ttl) {
        RedisCacheManager manager = RedisCacheManager.builder(connections)
                .cacheDefaults(RedisCacheConfiguration.defaultCacheConfig().entryTtl(ttl))
                .build();
        manager.afterPropertiesSet();
        return Objects.requireNonNull(manager.getCache(name));
    }

    private static long timeToLive(String key) {
        return Long.parseLong(server.ask("PTTL", key));
    }

    private static final class Zero implements TtlAdvisor {
        @Override
        public CacheName cache() {
            return CacheName.of("broken");
        }

        @Override
        public long ttlMillis(long keyHash) {
            return 0;
        }

        @Override
        public Duration inForce() {
            return Duration.ZERO;
        }
    }
}
