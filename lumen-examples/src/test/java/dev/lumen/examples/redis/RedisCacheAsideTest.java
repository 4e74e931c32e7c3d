package dev.lumen.examples.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.evidence.AccessRecorder;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Ratio;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.redis.testkit.Patience;
import dev.lumen.redis.testkit.RedisServer;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisCacheAsideTest {
    private static final TtlBounds BOUNDS =
            new TtlBounds(Duration.ofMillis(100), Duration.ofMinutes(1), Duration.ofSeconds(20));
    /** A busy machine is to fail no test that is about something else. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final AtomicInteger CACHES = new AtomicInteger();

    private static RedisServer server;

    private final Counts counts = new Counts();
    private final TtlInForce ttl = new TtlInForce(CacheName.of("answers"), BOUNDS, Ratio.ofPercent(10));
    private final String prefix = "answers:" + CACHES.incrementAndGet() + ":";
    private final RedisCacheAside<String> cache = cache(server);

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void close() {
        cache.close();
    }

    @Test
    void a_miss_is_loaded_and_written_with_the_ttl_of_its_key() {
        assertThat(cache.get("a", key -> key + "!")).isEqualTo("a!");

        assertThat(server.ask("GET", prefix + "a")).isEqualTo("a!");
        long given = ttl.ttlMillis(KeyHash.of("a"));
        assertThat(Long.parseLong(server.ask("PTTL", prefix + "a"))).isBetween(given - 5000, given);
        assertThat(given).isBetween(18_000L, 22_000L);
        assertThat(counts.loads).hasValue(1);
        assertThat(counts.loadNanos).hasPositiveValue();
    }

    @Test
    void a_hit_is_not_loaded_and_leaves_the_time_to_live_alone() {
        cache.get("a", key -> "one");
        server.call("PEXPIRE", prefix + "a", "5000");

        assertThat(cache.get("a", key -> "two")).isEqualTo("one");

        assertThat(Long.parseLong(server.ask("PTTL", prefix + "a"))).isBetween(1L, 5000L);
        assertThat(counts.hits).hasValue(1);
        assertThat(counts.bytes.get()).isEqualTo(100 + prefix.length() + 1 + 3);
    }

    @Test
    void the_size_that_is_recorded_is_near_what_the_server_takes() {
        cache.get("some-key", key -> "x".repeat(2000));
        cache.get("some-key", key -> "never");

        assertThat((double) counts.bytes.get()).isBetween(0.9 * usage("some-key"), 1.1 * usage("some-key"));
    }

    @Test
    void an_entry_whose_time_is_up_is_loaded_again_and_its_change_is_recorded() {
        ttl.set(Duration.ofMillis(100));
        cache.get("a", key -> "one");
        long before = counts.content.get();

        Patience.until("the entry to expire", Duration.ofSeconds(5), () -> server.call("GET", prefix + "a") == null);

        assertThat(cache.get("a", key -> "two")).isEqualTo("two");
        assertThat(counts.content.get()).isNotEqualTo(before);
        assertThat(counts.hits).hasValue(0);
    }

    @Test
    void threads_that_ask_for_a_missing_key_together_cost_one_load() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch asked = new CountDownLatch(16);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                answers.add(threads.submit(() -> {
                    asked.countDown();
                    asked.await();
                    return cache.get("hot", key -> "value " + loads.incrementAndGet());
                }));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("value 1");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(loads).hasValue(1);
        assertThat(counts.loads).hasValue(1);
        assertThat(counts.hits).hasValue(15);
    }

    @Test
    void what_the_loader_throws_comes_to_the_caller_and_nothing_is_written() {
        assertThatThrownBy(() -> cache.get("a", key -> {
                    throw new IllegalStateException("backend away");
                }))
                .hasMessage("backend away");

        assertThat(counts.failures).hasValue(1);
        assertThat(server.call("GET", prefix + "a")).isNull();
        assertThat(cache.get("a", key -> null)).isNull();
        assertThat(cache.get("a", key -> "back")).isEqualTo("back");
    }

    @Test
    void an_invalidated_entry_is_loaded_again() {
        cache.get("a", key -> "one");
        cache.invalidate("a");

        assertThat(cache.get("a", key -> "two")).isEqualTo("two");
        assertThat(counts.invalidations).hasValue(1);
    }

    @Test
    void a_redis_that_is_killed_paused_or_full_costs_hits_and_no_answer() {
        try (RedisServer other = RedisServer.start();
                RedisCacheAside<String> shaken = cache(other, RedisCacheAside.PATIENCE)) {
            awaitHit(shaken, "before");
            other.pause();
            assertThat(slowest(shaken, 50)).isLessThan(Duration.ofSeconds(2));
            other.resume();
            awaitHit(shaken, "between");
            other.kill();
            assertThat(slowest(shaken, 50)).isLessThan(Duration.ofSeconds(2));
            assertThat(shaken.redisFailures()).isPositive();
            assertThat(shaken.lastRedisFailure()).isPresent();
            other.restart();
            awaitHit(shaken, "after");
            other.config("SET", "maxmemory", "1");
            assertThat(shaken.get("c", key -> "no room")).isEqualTo("no room");
            assertThat(shaken.lastRedisFailure())
                    .hasValueSatisfying(why -> assertThat(why).contains("Execution"));
        }
    }

    @Test
    void a_redis_that_was_never_there_costs_no_answer() {
        try (RedisCacheAside<String> alone = new RedisCacheAside<>(
                RedisURI.create("redis://127.0.0.1:1"), "p:", RedisCacheAside.Form.text(), ttl, counts)) {
            assertThat(slowest(alone, 5)).isLessThan(Duration.ofSeconds(2));
            assertThat(counts.failures).hasValue(5);
        }
    }

    @Test
    void closing_leaves_no_thread() {
        RedisCacheAside<String> closed = cache(server);
        closed.get("a", key -> "one");
        long before = lettuceThreads();
        closed.close();

        assertThat(before).isPositive();
        Patience.until("threads to end", Duration.ofSeconds(10), () -> lettuceThreads() < before);
    }

    private static void awaitHit(RedisCacheAside<String> cache, String key) {
        Patience.until("a hit", Duration.ofSeconds(20), () -> {
            cache.invalidate(key);
            cache.get(key, name -> "first");
            return "first".equals(cache.get(key, name -> "second"));
        });
    }

    private static long lettuceThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lettuce"))
                .count();
    }

    /** The longest of some look-ups, each of which must be answered. */
    private static Duration slowest(RedisCacheAside<String> cache, int lookups) {
        long slowest = 0;
        for (int i = 0; i < lookups; i++) {
            long begun = System.nanoTime();
            assertThat(cache.get("key " + i, key -> "loaded")).isEqualTo("loaded");
            slowest = Math.max(slowest, System.nanoTime() - begun);
        }
        return Duration.ofNanos(slowest);
    }

    private RedisCacheAside<String> cache(RedisServer of) {
        return cache(of, PATIENCE);
    }

    private RedisCacheAside<String> cache(RedisServer of, Duration patience) {
        return new RedisCacheAside<>(
                new BoundedRedis(RedisURI.create(of.uri()), patience),
                prefix,
                RedisCacheAside.Form.text(),
                ttl,
                counts);
    }

    private double usage(String key) {
        return Double.parseDouble(server.ask("MEMORY", "USAGE", prefix + key));
    }

    private static final class Counts implements AccessRecorder {
        private final AtomicLong hits = new AtomicLong();
        private final AtomicLong loads = new AtomicLong();
        private final AtomicLong failures = new AtomicLong();
        private final AtomicLong invalidations = new AtomicLong();
        private final AtomicLong bytes = new AtomicLong();
        private final AtomicLong content = new AtomicLong();
        private final AtomicLong loadNanos = new AtomicLong();

        @Override
        public void hit(long keyHash, long size) {
            hits.incrementAndGet();
            bytes.set(size);
        }

        @Override
        public void loaded(long keyHash, long size, long contentHash, long nanos) {
            loads.incrementAndGet();
            content.set(contentHash);
            loadNanos.set(nanos);
        }

        @Override
        public void failed(long keyHash) {
            failures.incrementAndGet();
        }

        @Override
        public void invalidated(long keyHash) {
            invalidations.incrementAndGet();
        }
    }
}
