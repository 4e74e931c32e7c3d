package dev.lumen.redis.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.units.ByteSize;
import dev.lumen.redis.link.RedisAccess;
import dev.lumen.redis.monitor.MonitorOutcome.End;
import dev.lumen.redis.testkit.Patience;
import dev.lumen.redis.testkit.RawRedis;
import dev.lumen.redis.testkit.RedisServer;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class MonitorBurstTest {
    private static final MonitorLimits CALM = MonitorLimits.DEFAULT.withSlowest(Duration.ofSeconds(30));

    private static RedisServer server;

    private final ConcurrentLinkedQueue<SeenAccess> seen = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();

    @BeforeAll
    static void start() {
        server = RedisServer.options()
                .password("s3cr3t")
                .user("blind", "on", ">s3cr3t", "+@all", "-monitor")
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void endTraffic() {
        over.set(true);
    }

    @Test
    void listens_to_what_others_do_until_there_are_commands_enough() throws Exception {
        traffic("SET", "answer", "hello");
        MonitorOutcome outcome = burst(CALM.withCommands(50));
        assertThat(outcome.end()).isEqualTo(End.COMMANDS);
        assertThat(outcome.log().lines()).isGreaterThanOrEqualTo(50);
        assertThat(outcome.log().bad()).isZero();
        assertThat(seen).isNotEmpty().allMatch(access -> access.bytes().equals(OptionalLong.of(5)));
        assertThat(outcome.waiting()).isPresent();
        assertThat(outcome.slowest()).isPresent();
        assertThat(outcome.node()).isEqualTo("127.0.0.1:" + server.port());
    }

    @Test
    void ends_by_itself_when_the_time_is_over_and_leaves_no_connection() throws Exception {
        try (RawRedis looking = server.raw()) {
            List<String> before = clients(looking);
            MonitorOutcome outcome = burst(CALM.withTime(Duration.ofMillis(300)));
            assertThat(outcome.end()).isEqualTo(End.TIME);
            assertThat(outcome.took()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(3));
            Patience.until("no connection is left", Duration.ofSeconds(5), () -> before.containsAll(clients(looking)));
        }
    }

    @Test
    void ends_at_the_limit_of_traffic() throws Exception {
        traffic("SET", "answer", "x".repeat(10_000));
        assertThat(burst(CALM.withBytes(ByteSize.ofBytes(100_000))).end()).isEqualTo(End.BYTES);
    }

    @Test
    void ends_when_too_much_waits_in_the_server_for_it() throws Exception {
        traffic("SET", "answer", "x".repeat(500_000));
        MonitorLimits limits = CALM.withTime(Duration.ofMinutes(1))
                .withOutputBuffer(ByteSize.ofMegabytes(1))
                .withBytes(ByteSize.ofGibibytes(1));
        MonitorOutcome outcome = MonitorBurst.of(access("default"), limits)
                .run(access -> LockSupport.parkNanos(Duration.ofMillis(300).toNanos()));
        assertThat(outcome.end()).isEqualTo(End.OUTPUT_BUFFER);
        assertThat(outcome.waiting().orElseThrow()).isGreaterThan(ByteSize.ofMegabytes(1));
    }

    @Test
    void ends_when_the_server_answers_others_too_slowly() throws Exception {
        try (RedisServer own = RedisServer.start()) {
            Thread pausing = new Thread(() -> {
                Patience.until(
                        "MONITOR runs",
                        Duration.ofSeconds(20),
                        () -> own.ask("CLIENT", "LIST").contains("cmd=monitor"));
                own.pause();
            });
            pausing.start();
            try {
                MonitorOutcome outcome = MonitorBurst.of(
                                RedisAccess.to(RedisURI.create(own.uri())), CALM.withSlowest(Duration.ofMillis(400)))
                        .run(seen::add);
                assertThat(outcome.end()).isEqualTo(End.LATENCY);
                assertThat(outcome.took()).isLessThan(Duration.ofSeconds(8));
            } finally {
                pausing.join();
                own.resume();
            }
        }
    }

    @Test
    void a_server_that_refuses_is_named_with_its_reason() {
        assertThatThrownBy(() -> MonitorBurst.of(access("blind"), CALM).run(seen::add))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("NOPERM")
                .hasMessageNotContaining("s3cr3t");
    }

    private MonitorOutcome burst(MonitorLimits limits) throws Exception {
        return MonitorBurst.of(access("default"), limits).run(seen::add);
    }

    private static RedisAccess access(String user) {
        return RedisAccess.to(RedisURI.builder(RedisURI.create(server.uri()))
                .withAuthentication(user, "s3cr3t".toCharArray())
                .build());
    }

    /** By their ids, as those of an earlier test can still be on their way out. */
    private static List<String> clients(RawRedis looking) throws IOException {
        return String.valueOf(looking.call("CLIENT", "LIST"))
                .lines()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private void traffic(String... words) {
        Thread thread = new Thread(() -> {
            try (RawRedis raw = server.raw()) {
                while (!over.get()) {
                    raw.call(words);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
