package dev.lumen.redis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class TestkitTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    @Test
    void a_server_is_killed_and_comes_back_empty_on_the_same_port() {
        try (RedisServer server = RedisServer.start()) {
            long pid = server.pid();
            server.call("SET", "a", "1");
            server.kill();
            assertThatThrownBy(() -> server.call("PING")).isInstanceOf(UncheckedIOException.class);
            server.restart();
            assertThat(server.call("GET", "a")).isNull();
            assertThat(server.pid()).isNotEqualTo(pid);
        }
    }

    @Test
    void a_closed_server_leaves_neither_process_nor_folder() {
        RedisServer server = RedisServer.start();
        Path folder = server.folder();
        server.close();
        assertThat(server.isAlive()).isFalse();
        assertThat(Files.exists(folder)).isFalse();
    }

    @Test
    void a_paused_server_takes_connections_and_is_silent() throws IOException {
        try (RedisServer server = RedisServer.start()) {
            server.pause();
            try (RawRedis raw = RawRedis.connect(server.port(), SHORT)) {
                assertThatThrownBy(() -> raw.call("PING")).isInstanceOf(SocketTimeoutException.class);
            }
            server.resume();
            assertThat(server.ask("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void options_reach_the_server() {
        try (RedisServer server = RedisServer.options()
                .maxMemory(10, "allkeys-lru")
                .password("secret")
                .user("reader", "on", ">pass", "+info")
                .without("CONFIG")
                .start()) {
            assertThat(server.ask("INFO", "memory")).contains("maxmemory_policy:allkeys-lru");
            assertThat(server.ask("ACL", "LIST")).contains("user reader on");
            assertThatThrownBy(() -> server.call("CONFIG", "GET", "maxmemory")).hasMessageContaining("unknown command");
        }
    }

    @Test
    void a_server_speaks_tls_beside_its_plain_port(@TempDir Path folder) {
        Optional<Certificates> certificates = Certificates.in(folder);
        assumeTrue(certificates.isPresent(), "openssl does not run here");
        try (RedisServer server =
                RedisServer.options().tls(certificates.orElseThrow()).start()) {
            assertThat(server.ask("PING")).isEqualTo("PONG");
            assertThat(server.tlsPort()).isPositive();
        }
    }

    @Test
    void a_proxy_cuts_an_answer_in_the_middle_and_heals() throws IOException {
        try (RedisServer server = RedisServer.start();
                FaultyProxy proxy = FaultyProxy.before(server)) {
            proxy.cutAfter(100);
            try (RawRedis raw = RawRedis.connect(proxy.port(), Duration.ofSeconds(5))) {
                assertThatThrownBy(() -> raw.call("INFO")).isInstanceOf(IOException.class);
            }
            proxy.heal();
            try (RawRedis raw = RawRedis.connect(proxy.port(), Duration.ofSeconds(5))) {
                assertThat(raw.call("PING")).isEqualTo("PONG");
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "lumen.slow", matches = "true", disabledReason = "mvn -Pslow")
    void a_cluster_forms_with_three_masters_and_a_replica_of_each() {
        try (RedisCluster cluster = RedisCluster.start()) {
            assertThat(cluster.firstMasters()).allMatch(RedisCluster::isMaster);
            assertThat(cluster.replicaOf(1).ask("INFO", "replication"))
                    .contains("master_port:" + cluster.firstMasters().get(1).port());
            assertThat(cluster.nodes().get(0).ask("CLUSTER", "INFO")).contains("cluster_slots_ok:16384");
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "lumen.slow", matches = "true", disabledReason = "mvn -Pslow")
    void sentinels_know_the_master_and_put_the_replica_in_its_place() {
        try (RedisSentinels sentinels = RedisSentinels.start()) {
            sentinels.awaitMaster(sentinels.firstMaster());
            sentinels.firstMaster().kill();
            sentinels.awaitMaster(sentinels.firstReplica());
        }
    }
}
