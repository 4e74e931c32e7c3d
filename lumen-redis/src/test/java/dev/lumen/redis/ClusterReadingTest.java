package dev.lumen.redis;

import static dev.lumen.redis.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.observe.Reading;
import dev.lumen.redis.link.RedisAccess;
import dev.lumen.redis.sample.KeySample;
import dev.lumen.redis.sample.SampleLimits;
import dev.lumen.redis.testkit.Patience;
import dev.lumen.redis.testkit.RedisCluster;
import dev.lumen.redis.testkit.RedisServer;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.sync.RedisAdvancedClusterCommands;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One cluster for all; what breaks it comes last. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("any-jdk")
class ClusterReadingTest {
    private static final int KEYS = 300;

    private static RedisCluster cluster;
    private static RedisClusterClient client;

    @BeforeAll
    static void start() {
        cluster = RedisCluster.start();
        client = RedisClusterClient.create(cluster.uri());
        RedisAdvancedClusterCommands<String, String> commands = client.connect().sync();
        for (int i = 0; i < KEYS; i++) {
            commands.set("answer:" + i, "v");
        }
        for (int i = 0; i < 2 * KEYS; i++) {
            commands.get("answer:" + i);
        }
    }

    @AfterAll
    static void stop() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        cluster.close();
    }

    @Test
    @Order(1)
    void all_masters_are_summed() throws Exception {
        try (RedisMetricSource source = Reads.of(access()).build()) {
            Reading.Cumulative reading = read(source);
            assertThat(reading.gauges().keys()).hasValue(KEYS);
            assertThat(reading.lookups().hits()).hasValue(KEYS);
            assertThat(reading.lookups().misses()).hasValue(KEYS);
            assertThat(reading.epoch().split("\\+")).hasSize(3);
            assertThat(source.notices()).noneMatch(notice -> notice.contains("did not answer"));
        }
    }

    @Test
    @Order(2)
    void the_hosts_cluster_client_stays_open() throws Exception {
        RedisMetricSource source = Reads.of(RedisAccess.through(client)).build();
        assertThat(read(source).gauges().keys()).hasValue(KEYS);
        source.close();
        assertThat(client.connect().sync().ping()).isEqualTo("PONG");
    }

    @Test
    @Order(3)
    void every_master_has_its_part_in_a_sample_and_replicas_can_stand_in() throws Exception {
        for (SampleLimits limits : List.of(SampleLimits.DEFAULT, SampleLimits.DEFAULT.withReplicas())) {
            SampleLimits patient = limits.withTime(Duration.ofSeconds(20));
            try (RedisMetricSource source = Reads.of(access()).sampling(patient).build()) {
                read(source);
                KeySample sample = source.sample().orElseThrow();
                assertThat(sample.keys()).isEqualTo(KEYS);
                assertThat(sample.missing()).isEmpty();
                assertThat(sample.end()).isEqualTo(KeySample.End.ALL_KEYS);
            }
        }
        assertThat(cluster.replicaOf(0).ask("INFO", "commandstats")).contains("cmdstat_scan", "cmdstat_pttl");
    }

    @Test
    @Order(4)
    void what_a_sample_looks_up_counts_as_no_look_up_of_the_cache() throws Exception {
        try (RedisMetricSource source = Reads.of(access())
                .sampling(SampleLimits.DEFAULT.withEvery(Duration.ofNanos(1)).withTime(Duration.ofSeconds(20)))
                .build()) {
            Reading.Cumulative before = read(source);
            read(source);
            assertThat(read(source).lookups()).isEqualTo(before.lookups());
        }
    }

    @Test
    @Order(5)
    void a_slot_on_its_way_to_another_master_costs_no_reading() throws Exception {
        RedisServer from = cluster.firstMasters().get(0);
        RedisServer to = cluster.firstMasters().get(1);
        try (RedisMetricSource source = Reads.of(access())
                .sampling(SampleLimits.DEFAULT.withEvery(Duration.ofNanos(1)).withTime(Duration.ofSeconds(20)))
                .build()) {
            for (int slot = 0; slot < 200; slot += 10) {
                cluster.migrate(slot, from, to);
                Reading.Cumulative reading = read(source);
                assertThat(reading.gauges().keys()).hasValue(KEYS);
                assertThat(source.sample().orElseThrow().missing()).isEmpty();
            }
        }
    }

    @Test
    @Order(6)
    void a_master_that_does_not_answer_is_left_out_and_how_much_that_is_gets_said() throws Exception {
        RedisServer silent = cluster.firstMasters().get(2);
        try (RedisMetricSource source =
                RedisMetricSource.of(access()).timeLimit(Duration.ofSeconds(2)).build()) {
            Patience.until("a first reading", Duration.ofSeconds(20), () -> read(source) != null);
            String all = read(source).epoch();
            silent.pause();
            try {
                Reading.Cumulative reading = read(source);
                assertThat(reading.gauges().keys().orElseThrow()).isBetween(KEYS / 3L, KEYS - 1L);
                assertThat(reading.epoch()).isNotEqualTo(all);
                assertThat(source.notices())
                        .anyMatch(notice -> notice.contains("2 of 3 masters were read, which hold 66")
                                && notice.contains("127.0.0.1:" + silent.port() + " did not answer"));
            } finally {
                silent.resume();
            }
            Patience.until("all masters are read again", Duration.ofSeconds(30), () -> {
                Reading.Cumulative reading = read(source);
                return reading.gauges().keys().orElse(0) == KEYS
                        && reading.epoch().split("\\+").length == 3;
            });
        }
    }

    @Test
    @Order(7)
    void after_a_failover_the_new_master_is_read_in_a_new_window() throws Exception {
        cluster.awaitOk();
        RedisServer replica = cluster.nodes().stream()
                .filter(node -> !RedisCluster.isMaster(node))
                .findFirst()
                .orElseThrow();
        try (RedisMetricSource source = Reads.of(access()).build()) {
            String before = read(source).epoch();
            RedisCluster.failOverTo(replica);
            Patience.until("the new master is read", Duration.ofSeconds(30), () -> {
                Reading.Cumulative reading = read(source);
                return !reading.epoch().equals(before)
                        && reading.gauges().keys().orElse(0) == KEYS;
            });
        }
    }

    private static RedisAccess access() {
        return RedisAccess.toCluster(List.of(RedisURI.create(cluster.uri())));
    }
}
