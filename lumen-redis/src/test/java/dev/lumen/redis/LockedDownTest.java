package dev.lumen.redis;

import static dev.lumen.redis.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.observe.Gauges;
import dev.lumen.redis.link.RedisAccess;
import dev.lumen.redis.sample.KeySample;
import dev.lumen.redis.sample.SampleLimits;
import dev.lumen.redis.testkit.RedisServer;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Servers that do not do everything for everyone. */
class LockedDownTest {
    private static final String SECRET = "s3cr3t-of-lumen";

    private static RedisServer server;

    @BeforeAll
    static void start() throws IOException {
        server = RedisServer.options()
                .maxMemory(64, "allkeys-lru")
                .password("the-default-users")
                .user("lumen", leastRights())
                .start();
        server.call("SET", "answer:1", "v", "EX", "100");
        server.call("SET", "answer:2", "v");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_least_rights_of_the_documentation_are_enough_for_all_that_is_read() throws Exception {
        try (RedisMetricSource source = Reads.of(as("lumen", SECRET))
                .sampling(SampleLimits.DEFAULT.withTime(Duration.ofSeconds(20)))
                .build()) {
            Gauges gauges = read(source).gauges();
            assertThat(gauges.shareWithoutTtl()).hasValue(0.5);
            assertThat(gauges.timeLeft().orElseThrow().p50()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(100));
            KeySample sample = source.sample().orElseThrow();
            assertThat(source.refused()).isEmpty();
            assertThat(sample.missing()).isEmpty();
            assertThat(sample.keys()).isEqualTo(2);
            assertThat(sample.withoutTtl()).hasValue(0.5);
            assertThat(sample.bytes()).isPresent();
        }
        assertThatThrownBy(() -> {
                    try (var raw = server.raw()) {
                        raw.call("AUTH", "lumen", SECRET);
                        raw.call("GET", "answer:1");
                    }
                })
                .hasMessageContaining("NOPERM");
    }

    @Test
    void a_wrong_password_is_told_without_the_password() {
        try (RedisMetricSource source = Reads.of(as("lumen", "wrong-" + SECRET)).build()) {
            assertThatThrownBy(() -> read(source))
                    .hasMessageContaining("127.0.0.1:" + server.port())
                    .hasMessageContaining("WRONGPASS")
                    .hasMessageNotContaining(SECRET);
            assertThat(source.name() + as("lumen", SECRET)).doesNotContain(SECRET);
        }
    }

    @Test
    void rights_that_are_withdrawn_cost_what_they_gave_and_nothing_else() throws Exception {
        server.call("ACL", "SETUSER", "shrinking", "on", ">" + SECRET, "~*", "+@all");
        try (RedisMetricSource source = Reads.of(as("shrinking", SECRET)).build()) {
            read(source);
            assertThat(source.refused()).isEmpty();
            server.call("ACL", "SETUSER", "shrinking", "-latency");
            read(source);
            assertThat(source.refused()).containsOnlyKeys(RedisCapability.LATENCY_HISTOGRAM);
            assertThat(source.notices()).anyMatch(notice -> notice.contains("LATENCY HISTOGRAM is refused"));
            server.call("ACL", "SETUSER", "shrinking", "-info");
            assertThatThrownBy(() -> read(source)).hasMessageContaining("NOPERM");
            server.call("ACL", "SETUSER", "shrinking", "+info");
            read(source);
        }
    }

    @Test
    void without_config_monitor_latency_object_and_memory_it_goes_on_and_says_what_is_missing() throws Exception {
        try (RedisServer locked = RedisServer.options()
                        .maxMemory(64, "allkeys-lru")
                        .without("CONFIG")
                        .without("MONITOR")
                        .without("LATENCY")
                        .without("OBJECT")
                        .without("MEMORY")
                        .start();
                RedisMetricSource source = Reads.of(locked)
                        .sampling(SampleLimits.DEFAULT
                                .withEvery(Duration.ofNanos(1))
                                .withTime(Duration.ofSeconds(20)))
                        .build()) {
            locked.call("SET", "a", "v", "EX", "100");
            String refusals = "";
            for (int i = 0; i < 3; i++) {
                assertThat(read(source).gauges().capacity()).isPresent();
                KeySample sample = source.sample().orElseThrow();
                assertThat(sample.timeLeftMillis()).isPresent();
                assertThat(sample.bytes()).isEmpty();
                assertThat(sample.missing()).containsExactly("how large keys are: MEMORY USAGE is refused");
                String now = locked.ask("INFO", "errorstats");
                assertThat(now).as("each is tried once").isEqualTo(i == 0 ? now : refusals);
                refusals = now;
            }
            assertThat(source.refused())
                    .containsOnlyKeys(
                            RedisCapability.LATENCY_HISTOGRAM, RedisCapability.CONFIG, RedisCapability.MONITOR);
        }
    }

    private static RedisAccess as(String user, String password) {
        return RedisAccess.to(RedisURI.builder(RedisURI.create(server.uri()))
                .withAuthentication(user, password.toCharArray())
                .build());
    }

    /** The rule as it stands in {@code docs/redis.md}. */
    private static String[] leastRights() throws IOException {
        String line = Files.readAllLines(Path.of("..", "docs", "redis.md")).stream()
                .filter(one -> one.startsWith("ACL SETUSER lumen "))
                .findFirst()
                .orElseThrow();
        List<String> words = List.of(line.replace(">PASSWORD", ">" + SECRET).split(" ", -1));
        return words.subList(3, words.size()).toArray(String[]::new);
    }
}
