package dev.lumen.redis;

import static dev.lumen.redis.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.observe.Reading;
import dev.lumen.redis.link.RedisAccess;
import dev.lumen.redis.sample.SampleLimits;
import dev.lumen.redis.testkit.FaultyProxy;
import dev.lumen.redis.testkit.Patience;
import dev.lumen.redis.testkit.RawRedis;
import dev.lumen.redis.testkit.RedisServer;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Whatever happens to the server: a reading returns or throws within its time limit, and the next good one needs no restart. */
@Timeout(120)
class ReadingFaultsTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    /** What a busy machine may add. */
    private static final Duration SLACK = Duration.ofMillis(1500);

    private static final Duration RECOVERY = Duration.ofSeconds(30);

    private RedisServer server;
    private FaultyProxy proxy;
    private RedisMetricSource source;

    @BeforeEach
    void start() {
        server = RedisServer.start();
        proxy = FaultyProxy.before(server);
        source = RedisMetricSource.of(RedisAccess.to(RedisURI.create(proxy.uri())))
                .timeLimit(LIMIT)
                .sampling(SampleLimits.DEFAULT.withEvery(Duration.ofNanos(1)))
                .build();
        awaitReading();
    }

    @AfterEach
    void stop() {
        try (RedisServer last = server) {
            source.close();
            proxy.close();
            Patience.until("the source leaves no connection", RECOVERY, () -> {
                String clients = last.ask("CLIENT", "LIST");
                return clients.lines().count() == 1;
            });
        }
    }

    @Test
    void killed_and_restarted_it_is_read_again_in_a_new_window() throws Exception {
        Reads.lookUp(server, 50, 0);
        String before = awaitReading().epoch();
        server.kill();
        for (int i = 0; i < 3; i++) {
            fails();
        }
        server.restart();
        Reading.Cumulative after = awaitReading();
        assertThat(after.epoch()).isNotEqualTo(before);
        assertThat(after.lookups().hits()).hasValue(0);
    }

    @Test
    @EnabledIfSystemProperty(named = "lumen.slow", matches = "true", disabledReason = "mvn -Pslow")
    void stopped_for_5_seconds_it_costs_those_and_no_more() {
        server.pause();
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (System.nanoTime() < end) {
            fails();
        }
        server.resume();
        awaitReading();
    }

    @Test
    void answering_slowly_it_is_read_as_long_as_that_is_within_the_limit() {
        proxy.delay(Duration.ofMillis(100));
        awaitReading();
        proxy.delay(LIMIT.multipliedBy(2));
        fails();
        proxy.heal();
        awaitReading();
    }

    @Test
    void cut_in_the_middle_of_an_answer_wherever_that_is() {
        for (int bytes = 0; bytes < 4_000; bytes += 160) {
            proxy.cutAfter(bytes);
            inTime(() -> read(source));
        }
        proxy.heal();
        awaitReading();
    }

    @Test
    void busy_in_a_script_it_says_so_and_no_capability_is_given_up() throws Exception {
        Map<RedisCapability, String> refused = source.refused();
        server.config("SET", "lua-time-limit", "50");
        try (RawRedis raw = server.raw()) {
            raw.send("EVAL", "while true do end", "0");
            Patience.until("the server says that it is busy", RECOVERY, () -> {
                try {
                    read(source);
                    return false;
                } catch (Exception e) {
                    return String.valueOf(e.getMessage()).contains("BUSY");
                }
            });
            server.call("SCRIPT", "KILL");
        }
        awaitReading();
        assertThat(source.refused()).isEqualTo(refused);
    }

    @Test
    void refusing_connections_it_is_named() {
        proxy.refuse(true);
        proxy.cut();
        assertThatThrownBy(() -> read(source)).hasMessageContaining("127.0.0.1:" + proxy.port());
        proxy.refuse(false);
        awaitReading();
    }

    @Test
    void failing_again_and_again_it_makes_no_connections_pile_up() {
        server.pause();
        for (int i = 0; i < 3; i++) {
            fails();
        }
        server.resume();
        awaitReading();
        Patience.until(
                "one connection is left",
                RECOVERY,
                () -> server.ask("CLIENT", "LIST").lines().count() == 2);
    }

    private Reading.Cumulative awaitReading() {
        Reading.Cumulative[] last = new Reading.Cumulative[1];
        Patience.until("a reading", RECOVERY, () -> {
            last[0] = read(source);
            return true;
        });
        return last[0];
    }

    private void fails() {
        assertThat(inTime(() -> read(source)))
                .as("a reading of a server that is gone")
                .isFalse();
    }

    /** Whether {@code reading} succeeds; either way it is over in time. */
    private static boolean inTime(Callable<?> reading) {
        long start = System.nanoTime();
        boolean read;
        try {
            reading.call();
            read = true;
        } catch (Exception e) {
            read = false;
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT.plus(SLACK));
        return read;
    }
}
