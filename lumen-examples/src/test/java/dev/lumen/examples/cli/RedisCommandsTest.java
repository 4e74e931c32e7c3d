package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lumen.api.act.RunLease;
import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.act.TtlSetting;
import dev.lumen.api.observe.CacheName;
import dev.lumen.redis.fleet.FleetRedis;
import dev.lumen.redis.fleet.RedisFleet;
import io.lettuce.core.RedisURI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look at a Redis, on a real one. */
class RedisCommandsTest {
    private static final String SLO = """
            {"cache": {"name": "left-aside", "windowSeconds": 3600, "hits": 1, "misses": 9999},
             "slo": [{"name": "latency", "comparator": "AT_LEAST", "objective": 0.90, "actual": 0.95}]}""";

    private static BusyRedis redis;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        redis = new BusyRedis();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        redis.close();
    }

    @Test
    void cache_reads_the_redis_of_the_guides_variables_over_a_window() {
        Outcome outcome =
                Outcome.in(redis.environment(), "cache", "--interval", "700ms", "--detailed", "--dump-metrics");

        assertThat(outcome.err()).contains("first reading", "0.7 s", "--interval");
        assertThat(outcome.out())
                .contains(
                        "Cache ion-api",
                        "allkeys-lru",
                        "Redis at 127.0.0.1:" + redis.server().port())
                .contains("capacityBytes:", "104857600");
        assertThat(outcome.status()).isLessThanOrEqualTo(ExitStatus.WARNING);
        assertNoPassword(outcome);
    }

    @Test
    void in_json_the_hit_ratio_is_that_of_the_window() {
        JsonNode answer = Outcome.in(
                        redis.environment(), "cache", "--interval", "700ms", "--dump-metrics", "--format", "json")
                .json();

        assertThat(answer.at("/cache/hitRatio").doubleValue()).isBetween(0.6, 0.8);
        assertThat(answer.at("/cache/metrics/window").isMissingNode()).isFalse();
        assertThat(answer.at("/cacheName").textValue()).isEqualTo("ion-api");
    }

    @Test
    void a_server_of_several_caches_gets_no_advice_on_the_ttl() {
        Outcome outcome =
                Outcome.in(redis.environment(), "cache", "--interval", "200ms", "--several-caches", "--format", "json");

        assertThat(outcome.json().at("/cache/hitRatio").isMissingNode()).isTrue();
        assertThat(outcome.out()).contains("several caches");
    }

    @Test
    void a_run_that_keeps_its_state_needs_no_second_reading_the_next_time() {
        String[] run = {"run", "--interval", "700ms", "--output-dir", directory.toString(), "--format", "json"};
        Outcome first = Outcome.in(redis.environment(), run);
        Outcome second = Outcome.in(redis.environment(), run);

        assertThat(first.err()).contains("first reading");
        assertThat(second.err()).isEmpty();
        assertThat(second.json().at("/cache/hitRatio").doubleValue()).isBetween(0.5, 0.9);
        assertThat(directory.resolve("unified_feedback_state.json")).content().doesNotContain(BusyRedis.PASSWORD);
        assertNoPassword(first);
    }

    @Test
    void a_configured_redis_wins_over_the_signals_cache_and_the_rest_of_them_stands_in() {
        Outcome outcome = Outcome.fed(
                redis.environment(), SLO, "run", "--signals", "-", "--interval", "700ms", "--format", "json");

        assertThat(outcome.err()).contains("standard input: its section cache is left aside");
        assertThat(outcome.json().at("/cacheName").textValue()).isEqualTo("ion-api");
        assertThat(outcome.json().at("/cache/hitRatio").doubleValue()).isBetween(0.6, 0.8);
        assertThat(outcome.json().at("/slo/complianceScore").doubleValue()).isEqualTo(100);
    }

    @Test
    void overrides_and_bounds_come_from_the_environment() {
        Map<String, String> environment = new HashMap<>(redis.environment());
        environment.putAll(Map.of("OVERRIDE_TTL", "900", "LOCK_CACHE_SIZE", "true"));

        JsonNode answer = Outcome.in(environment, "cache", "--interval", "700ms", "--format", "json")
                .json();

        assertThat(answer.at("/ttl/recommendedTtlSeconds").intValue()).isEqualTo(900);
        assertThat(answer.at("/size/strategy").textValue()).isEqualTo("MAINTAIN");
    }

    @Test
    void the_ttl_that_a_fleet_has_in_force_there_is_the_one_to_go_from() throws Exception {
        CacheName cache = CacheName.of("ion-api");
        try (FleetRedis connections = FleetRedis.own(RedisURI.builder()
                        .withHost("127.0.0.1")
                        .withPort(redis.server().port())
                        .withPassword((CharSequence) BusyRedis.PASSWORD)
                        .build());
                TtlChannel channel = RedisFleet.of(connections, cache).ttlChannel();
                RunLease lease = RedisFleet.of(connections, cache).lease(Duration.ofMinutes(1))) {
            long token = lease.acquire().orElseThrow().token();
            channel.publish(TtlSetting.of(Duration.ofSeconds(540)), 0, token);

            JsonNode answer = Outcome.in(redis.environment(), "cache", "--interval", "700ms", "--format", "json")
                    .json();

            assertThat(answer.at("/ttl/currentTtlSeconds").intValue()).isEqualTo(540);
        }
    }

    @Test
    void a_redis_that_does_not_answer_ends_with_69_and_shows_no_password() {
        Map<String, String> environment = Map.of("REDIS_URI", "redis://lumen:hunter2@127.0.0.1:1/3");

        Outcome run = Outcome.in(environment, "run");
        Outcome cache = Outcome.in(environment, "cache");

        assertThat(run.status()).isEqualTo(ExitStatus.UNAVAILABLE);
        assertThat(cache.status()).isEqualTo(ExitStatus.UNAVAILABLE);
        assertThat(run.err())
                .contains("redis://***@127.0.0.1:1/3 cannot be read")
                .doesNotContain("hunter2");
        assertThat(run.out()).isEmpty();
        assertThat(cache.err()).doesNotContain("hunter2");
    }

    @Test
    void a_wrong_password_ends_with_69_and_is_not_shown() {
        Map<String, String> environment = new HashMap<>(redis.environment());
        environment.put("REDIS_PASSWORD", "not-the-one");

        Outcome outcome = Outcome.in(environment, "cache");

        assertThat(outcome.status()).isEqualTo(ExitStatus.UNAVAILABLE);
        assertThat(outcome.err()).contains("WRONGPASS").doesNotContain("not-the-one");
    }

    @Test
    void all_that_is_wrong_in_the_environment_is_said_at_once_with_78() {
        Outcome outcome = Outcome.in(
                Map.of("REDIS_PORT", "x", "API_COST_PER_CALL", "much", "REDIS_URI", "http://:hidden@cache"), "run");

        assertThat(outcome.status()).isEqualTo(ExitStatus.CONFIGURATION);
        assertThat(outcome.err().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("lumen: ").contains(", allowed: "));
        assertThat(outcome.err()).doesNotContain("hidden");
    }

    @Test
    void signals_alone_go_on_to_work() {
        Outcome outcome = Outcome.fed(Map.of("API_COST_PER_CALL", "0.02"), SLO, "cache", "--signals", "-");

        assertThat(outcome.status()).isEqualTo(ExitStatus.CRITICAL);
        assertThat(outcome.out()).contains("Cache left-aside");
    }

    @Test
    void an_interval_beyond_an_hour_is_refused() {
        assertThat(Outcome.in(redis.environment(), "cache", "--interval", "2h").err())
                .startsWith("lumen: --interval is 7200 s, allowed: above 0, at most 1h");
    }

    private static void assertNoPassword(Outcome outcome) {
        assertThat(outcome.out() + outcome.err()).doesNotContain(BusyRedis.PASSWORD, "p%40ss");
    }
}
