package dev.lumen.examples.redisdemo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.redis.testkit.Patience;
import dev.lumen.redis.testkit.RawRedis;
import dev.lumen.redis.testkit.RedisServer;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("any-jdk")
class RedisDemoTest {
    private static final RedisScenario SHORT =
            RedisScenario.DEFAULT.lasting(Duration.ofSeconds(1), Duration.ofMillis(700), 4);
    private static final int OTHERS = 300;

    private static RedisServer server;

    @BeforeAll
    static void start() {
        server = RedisServer.options().maxMemory(20, "allkeys-lru").start();
        for (int i = 0; i < OTHERS; i++) {
            server.call("SET", "orders:" + i, "paid");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_loop_lengthens_the_ttl_through_redis_and_leaves_the_server_as_it_was() throws Exception {
        List<Phase> phases = new ArrayList<>();
        List<TtlMove> moves = new ArrayList<>();
        RedisDemo demo = new RedisDemo(SHORT, RedisURI.create(server.uri()));

        RedisDemo.Shown shown = demo.run(List.of(), phases::add, moves::add);

        assertThat(phases).containsExactly(shown.before(), shown.after());
        assertThat(moves).isNotEmpty().isEqualTo(shown.moves());
        assertThat(shown.before().ttl()).isEqualTo(SHORT.bounds().standard());
        assertThat(shown.after().ttl())
                .isGreaterThan(shown.before().ttl())
                .isEqualTo(moves.get(moves.size() - 1).after());
        assertThat(moves).allSatisfy(move -> {
            assertThat(move.reached()).isLessThan(Duration.ofSeconds(1));
            assertThat(move.reasons()).isNotEmpty();
        });
        assertThat(shown.before().requests()).isGreaterThan(100);
        assertThat(shown.feedback().cache().orElseThrow().metrics().source()).contains("127.0.0.1:" + server.port());
        assertThat(shown.background().surface()).isPresent();
        assertThat(shown.background().runs()).hasSizeGreaterThanOrEqualTo(SHORT.runs());

        assertThat(server.ask("DBSIZE")).isEqualTo(String.valueOf(OTHERS));
        assertThat(server.ask("GET", "orders:17")).isEqualTo("paid");
        Patience.until(
                "no thread of its own",
                Duration.ofSeconds(10),
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("lumen-demo")));
    }

    @Test
    void two_demonstrations_do_not_share_a_prefix() {
        RedisURI uri = RedisURI.create(server.uri());

        assertThat(new RedisDemo(SHORT, uri).prefix()).isNotEqualTo(new RedisDemo(SHORT, uri).prefix());
    }

    @Test
    void a_server_that_takes_no_writes_is_refused_in_its_own_words() {
        try (RedisServer locked = RedisServer.options().password("hunter2").start()) {
            assertThatThrownBy(() ->
                            new RedisDemo(SHORT, RedisURI.create(locked.uri())).run(List.of(), phase -> {}, move -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("NOAUTH");
        }
    }

    @Test
    void a_server_of_its_own_answers_and_is_gone_when_closed() throws Exception {
        LocalRedis local = LocalRedis.start();
        int port = RedisURI.create(local.settings().uri().reveal()).getPort();
        assertThat(RawRedis.connect(port, Duration.ofSeconds(5)).call("PING")).isEqualTo("PONG");
        local.close();
        local.close();

        assertThatThrownBy(() -> RawRedis.connect(port, Duration.ofSeconds(1))).isInstanceOf(IOException.class);
    }
}
