package dev.lumen.redis.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.units.ByteSize;
import dev.lumen.redis.testkit.RedisCluster;
import dev.lumen.redis.testkit.RedisServer;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@Tag("any-jdk")
class RedisSizeActuatorTest {
    private static final SizeBounds BOUNDS = SizeBounds.DEFAULT;

    static ByteSize limit(RedisServer server) {
        List<?> answer = (List<?>) Objects.requireNonNull(server.config("GET", "maxmemory"));
        return ByteSize.ofBytes(Long.parseLong(String.valueOf(answer.get(1))));
    }

    @Test
    void each_master_of_a_cluster_and_its_replica_have_their_share() throws Exception {
        try (RedisCluster cluster = RedisCluster.start();
                FleetRedis redis = FleetRedis.ownCluster(List.of(RedisURI.create(cluster.uri())))
                        .patience(Duration.ofSeconds(3))) {
            RedisSizeActuator actuator = RedisSizeActuator.ofCluster(redis, BOUNDS);
            actuator.apply(ByteSize.ofMegabytes(300));
            assertThat(cluster.nodes()).map(RedisSizeActuatorTest::limit).containsOnly(ByteSize.ofMegabytes(100));

            RedisServer stubborn = cluster.nodes().get(4);
            stubborn.call("ACL", "SETUSER", "default", "-config|set");
            assertThatThrownBy(() -> actuator.apply(ByteSize.ofMegabytes(600)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the size was not changed: 127.0.0.1:" + stubborn.port())
                    .hasMessageContaining("NOPERM")
                    .hasMessageNotContaining("put back");
            assertThat(cluster.nodes()).map(RedisSizeActuatorTest::limit).containsOnly(ByteSize.ofMegabytes(100));
            stubborn.call("ACL", "SETUSER", "default", "+config|set");

            cluster.nodes().get(5).pause();
            assertThatThrownBy(() -> actuator.apply(ByteSize.ofMegabytes(600))).isInstanceOf(IOException.class);
            cluster.nodes().get(5).resume();
            assertThat(cluster.nodes()).map(RedisSizeActuatorTest::limit).containsOnly(ByteSize.ofMegabytes(100));
        }
    }

    @Test
    void a_replica_that_refuses_has_its_master_put_back() throws Exception {
        try (RedisServer master =
                        RedisServer.options().maxMemory(64, "allkeys-lru").start();
                RedisServer replica =
                        RedisServer.options().maxMemory(32, "allkeys-lru").start();
                FleetRedis redis = FleetRedis.own(RedisURI.create(master.uri()))) {
            RedisSizeActuator actuator = RedisSizeActuator.ofServer(
                    redis, BOUNDS, RedisURI.create(master.uri()), List.of(RedisURI.create(replica.uri())));
            replica.call("ACL", "SETUSER", "default", "-config|set");
            assertThatThrownBy(() -> actuator.apply(ByteSize.ofMegabytes(128))).hasMessageContaining("NOPERM");
            assertThat(limit(master)).isEqualTo(ByteSize.ofMegabytes(64));
            assertThat(limit(replica)).isEqualTo(ByteSize.ofMegabytes(32));
            replica.call("ACL", "SETUSER", "default", "+config|set");
            actuator.apply(ByteSize.ofMegabytes(128));
            assertThat(limit(master)).isEqualTo(limit(replica)).isEqualTo(ByteSize.ofMegabytes(128));
        }
    }

    @Test
    void a_server_without_config_is_left_as_it_is_and_named() throws Exception {
        try (RedisServer locked = RedisServer.options().without("CONFIG").start();
                FleetRedis redis = FleetRedis.own(RedisURI.create(locked.uri()))) {
            RedisSizeActuator actuator =
                    RedisSizeActuator.ofServer(redis, BOUNDS, RedisURI.create(locked.uri()), List.of());
            assertThatThrownBy(() -> actuator.apply(ByteSize.ofMegabytes(128)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + locked.port())
                    .hasMessageContaining("unknown command");
        }
    }

    @Test
    void less_than_a_server_holds_is_refused_where_it_evicts_nothing() throws Exception {
        try (RedisServer full = RedisServer.start();
                FleetRedis redis = FleetRedis.own(RedisURI.create(full.uri()))) {
            RedisSizeActuator actuator = RedisSizeActuator.ofServer(
                    redis,
                    new SizeBounds(ByteSize.ofBytes(1000), ByteSize.ofMegabytes(64)),
                    RedisURI.create(full.uri()),
                    List.of());
            assertThatThrownBy(() -> actuator.apply(ByteSize.ofBytes(2000)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("noeviction");
            assertThatThrownBy(() -> actuator.apply(ByteSize.ofMegabytes(65)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("allowed: ");
            assertThat(limit(full)).isEqualTo(ByteSize.ofBytes(0));
        }
    }

    @Test
    void one_server_is_no_cluster_and_a_cluster_no_server() {
        try (FleetRedis redis = FleetRedis.own(RedisURI.create("redis://127.0.0.1:1"))) {
            assertThatThrownBy(() -> RedisSizeActuator.ofCluster(redis, BOUNDS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Redis client is one of single servers, allowed: a cluster's");
        }
    }
}
