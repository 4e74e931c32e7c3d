package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lumen.redis.testkit.RawRedis;
import dev.lumen.redis.testkit.RedisCluster;
import dev.lumen.redis.testkit.RedisServer;
import io.lettuce.core.cluster.SlotHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The commands on a real cluster of which one node is named. On two of its masters all look-ups hit, on the third none does. */
@Timeout(120)
@Tag("any-jdk")
class RedisClusterCommandsTest {
    private static final int KEYS = 60;
    private static final long MEGABYTES_OF_THREE = 300L << 20;

    private static RedisCluster cluster;
    private static Thread askers;
    private static volatile boolean done;

    @BeforeAll
    static void start() {
        cluster = RedisCluster.start();
        for (RedisServer node : cluster.nodes()) {
            node.config("SET", "maxmemory", "100mb");
        }
        for (int i = 0; i < KEYS; i++) {
            cluster.firstMasters().get(masterOf("answers:" + i)).call("SET", "answers:" + i, "x", "PX", "600000");
        }
        askers = new Thread(RedisClusterCommandsTest::ask, "busy-cluster");
        askers.setDaemon(true);
        askers.start();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        done = true;
        askers.join();
        cluster.close();
    }

    private static int masterOf(String key) {
        return Math.min(2, SlotHash.getSlot(key) * 3 / SlotHash.SLOT_COUNT);
    }

    private static String keyOn(int master, String prefix) {
        int i = 0;
        while (masterOf(prefix + i) != master) {
            i++;
        }
        return prefix + i;
    }

    private static void ask() {
        List<RawRedis> masters = new ArrayList<>();
        try {
            for (RedisServer master : cluster.firstMasters()) {
                masters.add(master.raw());
            }
            while (!done) {
                for (int i = 0; i < masters.size(); i++) {
                    masters.get(i).call("GET", keyOn(i, i == 2 ? "unknown:" : "answers:"));
                }
                Thread.sleep(1);
            }
            for (RawRedis master : masters) {
                master.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> environment() {
        return Map.of("REDIS_URI", cluster.firstMasters().get(1).uri(), "SERVICE_NAME", "ion-api");
    }

    @Test
    void cache_reads_all_masters() {
        JsonNode answer = Outcome.in(
                        environment(), "cache", "--interval", "700ms", "--dump-metrics", "--format", "json")
                .json();

        assertThat(answer.at("/cache/metrics/gauges/capacityBytes").longValue()).isEqualTo(MEGABYTES_OF_THREE);
        assertThat(answer.at("/cache/metrics/gauges/keys").longValue()).isEqualTo(KEYS);
        assertThat(answer.at("/cache/hitRatio").doubleValue()).isBetween(0.6, 0.73);
    }

    @Test
    void run_decides_about_the_whole_cluster() {
        Outcome outcome = Outcome.in(environment(), "run", "--interval", "700ms", "--format", "json");

        assertThat(outcome.json().at("/cache/hitRatio").doubleValue()).isBetween(0.6, 0.73);
        assertThat(outcome.json().at("/cache/metrics/gauges/capacityBytes").longValue())
                .isEqualTo(MEGABYTES_OF_THREE);
    }

    @Test
    void the_demonstration_wants_one_server_alone_and_says_so() {
        Outcome outcome = Outcome.in(environment(), "demo", "--redis");

        assertThat(outcome.status()).isEqualTo(ExitStatus.UNAVAILABLE);
        assertThat(outcome.err()).contains("node of a cluster");
    }
}
