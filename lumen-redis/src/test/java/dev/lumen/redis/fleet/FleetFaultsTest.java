package dev.lumen.redis.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.evidence.EvidenceBatch;
import dev.lumen.api.state.StoredState;
import dev.lumen.core.govern.FleetTtl.Standing;
import dev.lumen.redis.testkit.Patience;
import dev.lumen.redis.testkit.RawRedis;
import dev.lumen.redis.testkit.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a fleet does while its server is away, busy or full: each test has a server of its own to break. */
@Timeout(60)
class FleetFaultsTest {
    private static final Duration POLLING = Duration.ofMillis(200);
    private static final Duration CALL = Duration.ofMillis(300);
    private static final Duration SOON = Duration.ofSeconds(5);

    /** No collector and no scheduler of a busy machine takes that long; a blocking call would. */
    private static final Duration WORST_READ = Duration.ofMillis(250);

    private static RedisFleet member(FleetServer server) {
        return server.member(FleetRedis.own(server.uri()).patience(CALL)).polling(POLLING);
    }

    @Test
    void a_server_that_was_killed_leaves_the_last_ttl_and_comes_back_with_it() throws Exception {
        try (FleetServer server = new FleetServer();
                Member leader = new Member(member(server));
                Member other = new Member(member(server));
                Reader reader = new Reader(other.ttl)) {
            leader.publishes(420);
            other.awaits(420, SOON);
            server.server().kill();
            other.awaits(Standing.LAST_KNOWN, SOON);
            leader.awaits(Standing.LAST_KNOWN, SOON);
            assertThat(other.ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
            assertThat(other.ttl.remark().orElseThrow()).contains("TTL channel in Redis is silent", "420 s");
            assertThatThrownBy(() -> leader.ttl.set(Duration.ofSeconds(60))).isInstanceOf(IOException.class);
            assertThatThrownBy(leader.lease::acquire).isInstanceOf(IOException.class);
            server.server().restart();
            other.awaits(Standing.FOLLOWING, SOON);
            Patience.until( // its own connection may take longer
                    "the leader leads again, as at its next run",
                    SOON,
                    () -> leader.lease.acquire().isPresent());
            leader.awaits(Standing.FOLLOWING, SOON);
            assertThat(other.ttl.inForce()).as("though the server has lost it").isEqualTo(Duration.ofSeconds(420));
            Patience.until(
                    "the leader has put it back",
                    SOON,
                    () -> leader.channel.read().isPresent());
            try (Member starting = new Member(member(server))) {
                assertThat(starting.ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
            }
            leader.publishes(540);
            other.awaits(540, SOON);
            check(reader);
        }
    }

    @Test
    void a_server_that_stands_still_for_5_s_leaves_the_last_ttl_then_the_default() throws Exception {
        Duration keeps = Duration.ofSeconds(2);
        try (FleetServer server = new FleetServer();
                Member leader = new Member(member(server));
                Member other = new Member(member(server), Duration.ofMinutes(5), keeps);
                Reader reader = new Reader(other.ttl)) {
            leader.publishes(420);
            other.awaits(420, SOON);
            long stopped = System.nanoTime();
            server.server().pause();
            other.awaits(Standing.LAST_KNOWN, SOON);
            assertThat(other.ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
            other.awaits(Standing.STANDARD, SOON);
            assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isGreaterThan(keeps.minus(POLLING));
            assertThat(other.ttl.inForce()).isEqualTo(Duration.ofSeconds(300));
            assertThat(other.ttl.remark().orElseThrow()).contains("default TTL, 300 s", "no answer within");
            Patience.until(
                    "5 s",
                    SOON,
                    () -> System.nanoTime() - stopped > Duration.ofSeconds(5).toNanos());
            server.server().resume();
            other.awaits(Standing.FOLLOWING, SOON);
            assertThat(other.ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
            check(reader);
        }
    }

    @Test
    void a_server_that_is_away_when_a_jvm_starts_leaves_the_default_until_it_comes() throws Exception {
        try (FleetServer server = new FleetServer()) {
            server.server().kill();
            long before = System.nanoTime();
            try (Member early = new Member(member(server))) {
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
                assertThat(early.ttl.standing()).isEqualTo(Standing.STANDARD);
                assertThat(early.ttl.inForce()).isEqualTo(Duration.ofSeconds(300));
                server.server().restart();
                early.awaits(Standing.FOLLOWING, SOON);
            }
        }
    }

    @Test
    void a_server_that_is_busy_with_a_script_is_silent_until_it_is_done() throws Exception {
        RedisServer busy = RedisServer.options().with("lua-time-limit", "50").start();
        try (FleetServer server = new FleetServer(busy);
                Member leader = new Member(member(server));
                Member other = new Member(member(server));
                RawRedis raw = busy.raw();
                Reader reader = new Reader(other.ttl)) {
            leader.publishes(420);
            other.awaits(420, SOON);
            raw.send("EVAL", "while true do end", "0");
            other.awaits(Standing.LAST_KNOWN, SOON);
            Patience.until(
                    "the reason is said: " + other.ttl.remark(),
                    SOON,
                    () -> other.ttl.remark().orElseThrow().contains("BUSY"));
            assertThatThrownBy(leader.lease::acquire)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("BUSY");
            assertThat(leader.lease.held()).as("still held by its own clock").isPresent();
            assertThat(busy.call("SCRIPT", "KILL")).isEqualTo("OK");
            other.awaits(Standing.FOLLOWING, SOON);
            leader.publishes(540);
            other.awaits(540, SOON);
            check(reader);
        }
    }

    @Test
    void a_server_that_is_full_refuses_writes_and_goes_on_being_read() throws Exception {
        RedisServer full = RedisServer.options().maxMemory(100, "noeviction").start();
        try (FleetServer server = new FleetServer(full);
                Member leader = new Member(member(server));
                Member other = new Member(member(server));
                Reader reader = new Reader(other.ttl)) {
            RedisFleet fleet = member(server);
            leader.publishes(420);
            other.awaits(420, SOON);
            long token = leader.lease.held().orElseThrow().token();
            full.config("SET", "maxmemory", "1");
            assertThatThrownBy(() -> leader.ttl.set(Duration.ofSeconds(540))).hasMessageContaining("OOM");
            assertThatThrownBy(() -> fleet.stateStore().save(StoredState.of(1, new byte[9]), token))
                    .hasMessageContaining("OOM");
            EvidenceBatch batch = new EvidenceBatch("one", 0, 0, 0, 0, 0, List.of());
            assertThatThrownBy(() -> fleet.evidenceChannel().send(batch)).hasMessageContaining("OOM");
            assertThat(leader.lease.acquire()).as("renewing takes no memory").isPresent();
            leader.lease.release();
            assertThatThrownBy(leader.lease::acquire).hasMessageContaining("OOM");
            assertThat(leader.channel.read().orElseThrow().setting().ttl()).isEqualTo(Duration.ofSeconds(420));
            assertThat(other.ttl.standing()).isEqualTo(Standing.FOLLOWING);
            full.config("SET", "maxmemory", "100mb");
            leader.publishes(540);
            other.awaits(540, SOON);
            check(reader);
        }
    }

    private static void check(Reader reader) throws InterruptedException {
        reader.close();
        assertThat(reader.failure()).isNull();
        assertThat(reader.reads()).isGreaterThan(10_000);
        assertThat(reader.worst()).isLessThan(WORST_READ);
        System.out.printf(
                "  %,d reads of an advisor, the worst took %d µs%n",
                reader.reads(), reader.worst().toNanos() / 1000);
    }
}
