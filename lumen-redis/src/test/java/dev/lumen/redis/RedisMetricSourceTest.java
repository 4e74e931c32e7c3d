package dev.lumen.redis;

import static dev.lumen.redis.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Reading;
import dev.lumen.redis.link.RedisAccess;
import dev.lumen.redis.sample.SampleLimits;
import dev.lumen.redis.testkit.Patience;
import dev.lumen.redis.testkit.RedisServer;
import dev.lumen.redis.testkit.ServerBinary;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisMetricSourceTest {
    private static RedisServer server;

    @BeforeAll
    static void start() {
        server = RedisServer.options().maxMemory(64, "volatile-lru").start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void reads_counters_memory_policy_and_keys() throws Exception {
        Reads.lookUp(server, 5, 2);
        try (RedisMetricSource source = Reads.of(server).build()) {
            Reading.Cumulative reading = read(source);
            Gauges gauges = reading.gauges();
            assertThat(reading.lookups().hits().orElseThrow()).isGreaterThanOrEqualTo(5);
            assertThat(reading.lookups().misses().orElseThrow()).isGreaterThanOrEqualTo(2);
            assertThat(reading.removals().evictions()).hasValue(0);
            assertThat(gauges.capacity().orElseThrow().megabytes()).isEqualTo(64);
            assertThat(gauges.used().orElseThrow().bytes()).isPositive();
            assertThat(gauges.evictionPolicy()).contains("volatile-lru");
            assertThat(gauges.fragmentationRatio()).isPresent();
            assertThat(gauges.keys().orElseThrow()).isPositive();
            assertThat(source.name()).isEqualTo("Redis at 127.0.0.1:" + server.port());
        }
    }

    @Test
    void a_reading_is_one_info_and_one_latency_histogram_and_nothing_else() throws Exception {
        try (RedisMetricSource source = Reads.of(server).build()) {
            read(source);
            Map<String, Long> before = calls();
            read(source);
            Map<String, Long> after = calls();
            after.replaceAll((command, count) -> count - before.getOrDefault(command, 0L));
            after.merge("info", -1L, Long::sum); // this test's own
            after.values().removeIf(count -> count == 0);
            Map<String, Long> all = Map.of("info", 1L, "latency|histogram", 1L);
            assertThat(after).isEqualTo(ServerBinary.ofThisRun().isAtLeast(7, 0) ? all : Map.of("info", 1L));
        }
    }

    @Test
    void the_epoch_is_the_run_id_and_another_one_after_a_reset() throws Exception {
        try (RedisMetricSource source = Reads.of(server).build()) {
            Reads.lookUp(server, 3, 1);
            String before = read(source).epoch();
            assertThat(server.ask("INFO", "server")).contains("run_id:" + before);
            assertThat(read(source).epoch()).isEqualTo(before);
            server.resetStatistics();
            assertThat(read(source).epoch()).isNotEqualTo(before).startsWith(before);
        }
    }

    @Test
    void volatile_policies_are_explained_with_the_share_that_never_expires() throws Exception {
        try (RedisServer own =
                        RedisServer.options().maxMemory(64, "volatile-lru").start();
                RedisMetricSource source = Reads.of(own).build()) {
            for (int i = 0; i < 4; i++) {
                own.call("SET", "k" + i, "v");
            }
            own.call("EXPIRE", "k0", "100");
            read(source);
            assertThat(source.notices())
                    .anyMatch(notice -> notice.contains("volatile-lru, which never evicts a key without a TTL: 75"));
        }
    }

    @Test
    void without_maxmemory_there_is_no_capacity() throws Exception {
        try (RedisServer own = RedisServer.start();
                RedisMetricSource source = Reads.of(own).build()) {
            Gauges gauges = read(source).gauges();
            assertThat(gauges.capacity()).isEmpty();
            assertThat(gauges.memoryUsage()).isEmpty();
            assertThat(source.notices()).anyMatch(notice -> notice.contains("maxmemory is 0, unlimited"));
        }
    }

    @Test
    void a_full_server_under_noeviction_refuses_service() throws Exception {
        try (RedisServer own = RedisServer.options().maxMemory(3, "noeviction").start();
                RedisMetricSource source = Reads.of(own).build()) {
            assertThat(read(source).gauges().refusal()).isEmpty();
            assertThat(source.notices()).anyMatch(notice -> notice.contains("noeviction"));
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 200; i++) {
                            own.call("SET", "k" + i, "x".repeat(100_000));
                        }
                    })
                    .hasMessageContaining("OOM");
            Gauges full = read(source).gauges();
            assertThat(full.refusal().orElseThrow()).contains("OOM");
            assertThat(full.memoryUsage().orElseThrow()).isGreaterThan(0.8);
        }
    }

    @Test
    void a_recorders_counts_win_and_begin_an_epoch_of_their_own() throws Exception {
        try (RedisMetricSource own = Reads.of(server)
                        .lookups(() -> Lookups.counted(70, 30))
                        .holdsSeveralCaches()
                        .build();
                RedisMetricSource other = Reads.of(server).build()) {
            Reading.Cumulative reading = read(own);
            assertThat(reading.lookups()).isEqualTo(Lookups.counted(70, 30));
            assertThat(reading.epoch()).isNotEqualTo(read(other).epoch());
            assertThat(own.notices()).noneMatch(notice -> notice.contains("several caches"));
        }
    }

    @Test
    void a_server_of_several_caches_tells_no_look_ups_and_says_why() throws Exception {
        try (RedisMetricSource source = Reads.of(server).holdsSeveralCaches().build()) {
            Reading.Cumulative reading = read(source);
            assertThat(reading.lookups()).isEqualTo(Lookups.unknown());
            assertThat(reading.removals().evictions()).isPresent();
            assertThat(source.notices()).anyMatch(notice -> notice.contains("belong to none of them"));
        }
    }

    @Test
    void the_servers_latency_is_that_since_the_last_reading() throws Exception {
        assumeTrue(ServerBinary.ofThisRun().isAtLeast(7, 0), "LATENCY HISTOGRAM is from 7.0 on");
        try (RedisMetricSource source = Reads.of(server).build()) {
            assertThat(read(source).gauges().p95Latency()).isEmpty();
            Reads.lookUp(server, 30, 0);
            assertThat(read(source).gauges().p95Latency().orElseThrow())
                    .isBetween(Duration.ofNanos(1), Duration.ofSeconds(1));
            assertThat(read(source).gauges().p95Latency()).isEmpty();
        }
    }

    @Test
    void the_hosts_client_stays_open() throws Exception {
        RedisClient client = RedisClient.create();
        try {
            RedisURI uri = RedisURI.create(server.uri());
            RedisMetricSource source =
                    RedisMetricSource.of(RedisAccess.through(client, uri)).build();
            read(source);
            source.close();
            assertThatThrownBy(() -> read(source)).isInstanceOf(IllegalStateException.class);
            assertThat(client.connect(uri).sync().ping()).isEqualTo("PONG");
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }

    @Test
    void nothing_is_left_after_close() throws Exception {
        Set<Thread> before = threads();
        long clients = clients();
        RedisMetricSource source =
                Reads.of(server).sampling(SampleLimits.DEFAULT).build();
        read(source);
        assertThat(clients()).isGreaterThan(clients);
        source.close();
        Patience.until("no thread and no connection is left", Duration.ofSeconds(5), () -> {
            Set<Thread> left = threads();
            left.removeAll(before);
            left.removeIf(thread -> thread.getName().startsWith("globalEventExecutor"));
            return left.isEmpty() && clients() == clients;
        });
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(thread -> thread.getName().matches("lettuce.*|globalEvent.*|parallel.*"))
                .collect(Collectors.toSet());
    }

    private static long clients() {
        return server.ask("CLIENT", "LIST").lines().count();
    }

    private static Map<String, Long> calls() {
        Map<String, Long> calls = new HashMap<>();
        Matcher line = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)").matcher(server.ask("INFO", "commandstats"));
        while (line.find()) {
            calls.put(line.group(1), Long.valueOf(line.group(2)));
        }
        return calls;
    }
}
