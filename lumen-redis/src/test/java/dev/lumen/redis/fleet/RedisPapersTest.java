package dev.lumen.redis.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.act.RunLease;
import dev.lumen.api.state.AuditLog;
import dev.lumen.api.state.Mailbox;
import dev.lumen.api.state.StaleWriteException;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.redis.testkit.FaultyProxy;
import dev.lumen.redis.testkit.Patience;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the contracts leave to an audit log, a docket and a mailbox that many share. */
@Timeout(60)
class RedisPapersTest {
    private static FleetServer server;

    @BeforeAll
    static void start() {
        server = new FleetServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void another() {
        server.another();
    }

    private static RunLease leading(RedisFleet fleet) throws Exception {
        RunLease lease = fleet.lease(Duration.ofMinutes(5));
        assertThat(lease.acquire()).isPresent();
        return lease;
    }

    /** As if the holder had been asleep, or the server had forgotten: it still takes itself for the leader. */
    private static void takeTheLeaseAway() {
        server.server().call("DEL", new String(new FleetKeys(server.prefix(), FleetServer.CACHE).lease(), UTF_8));
    }

    @Test
    void one_that_never_led_adds_nothing_and_reads_all() throws Exception {
        RedisFleet fleet = server.member();
        fleet.auditLog(leading(fleet)).append(0, List.of("one"));
        AuditLog log = fleet.auditLog(fleet.lease(Duration.ofMinutes(5)));
        assertThatThrownBy(() -> log.append(1, List.of("two")))
                .isInstanceOf(StaleWriteException.class)
                .hasMessage("nothing was added to the audit log: this JVM does not lead its fleet");
        assertThat(log.lines()).containsExactly("one");
    }

    @Test
    void one_that_takes_itself_for_the_leader_and_no_longer_is_adds_nothing() throws Exception {
        RedisFleet fleet = server.member();
        RunLease old = leading(fleet);
        AuditLog log = fleet.auditLog(old);
        log.append(0, List.of("one"));
        takeTheLeaseAway();
        RunLease now = leading(server.member());
        assertThat(old.held()).isPresent();
        assertThatThrownBy(() -> log.append(1, List.of("two")))
                .isInstanceOf(StaleWriteException.class)
                .hasMessageContaining("with token " + now.held().orElseThrow().token());
        assertThat(fleet.auditLog(now).lines()).containsExactly("one");
    }

    @Test
    void a_line_in_the_place_of_another_one_is_refused_and_named() throws Exception {
        RedisFleet fleet = server.member();
        AuditLog log = fleet.auditLog(leading(fleet));
        log.append(0, List.of("one", "two"));
        assertThatThrownBy(() -> log.append(1, List.of("another two", "three")))
                .isInstanceOf(StaleWriteException.class)
                .hasMessageContaining("line 2 is there and is another one");
        assertThat(log.lines()).containsExactly("one", "two");
    }

    @Test
    void a_log_of_many_pages_is_added_and_read_whole() throws Exception {
        RedisFleet fleet = server.member();
        AuditLog log = fleet.auditLog(leading(fleet));
        List<String> lines = IntStream.range(0, 5 * RedisAuditLog.AT_ONCE)
                .mapToObj(String::valueOf)
                .toList();
        log.append(0, lines.subList(0, 200));
        log.append(0, lines);
        assertThat(log.lines()).isEqualTo(lines);
    }

    @Test
    void lines_whose_answer_was_lost_are_there_once() throws Exception {
        RedisFleet fleet = server.member();
        try (FaultyProxy proxy = FaultyProxy.before(server.server());
                FleetRedis redis = FleetRedis.own(RedisURI.create(proxy.uri())).patience(Duration.ofMillis(300))) {
            RedisFleet slow = server.member(redis);
            RunLease lease = fleet.lease(Duration.ofMinutes(5));
            assertThat(lease.acquire()).isPresent();
            AuditLog log = slow.auditLog(lease);
            log.append(0, List.of("one"));
            proxy.delay(Duration.ofSeconds(1));
            assertThatThrownBy(() -> log.append(1, List.of("two"))).isInstanceOf(IOException.class);
            proxy.heal();
            Patience.until("added", Duration.ofSeconds(30), () -> {
                log.append(1, List.of("two", "three"));
                return true;
            });
            assertThat(fleet.auditLog(lease).lines()).containsExactly("one", "two", "three");
        }
    }

    @Test
    void docket_and_state_are_apart_and_both_are_the_leaders() throws Exception {
        RedisFleet fleet = server.member();
        RunLease lease = leading(fleet);
        long token = lease.held().orElseThrow().token();
        StoredState state = StoredState.of(1, new byte[] {1});
        StoredState docket = StoredState.of(1, new byte[] {2});
        fleet.stateStore().save(state, token);
        StateStore store = fleet.docketStore();
        store.save(docket, token);
        assertThat(fleet.stateStore().load()).contains(state);
        assertThat(fleet.docketStore().load()).contains(docket);
        takeTheLeaseAway();
        leading(server.member());
        assertThatThrownBy(() -> store.save(state, token))
                .isInstanceOf(StaleWriteException.class)
                .hasMessageContaining("the docket was not saved: another JVM leads");
    }

    @Test
    void a_mailbox_that_nobody_empties_takes_no_more_and_says_so() throws Exception {
        Mailbox box = server.member().mailbox();
        for (int i = 0; i < RedisMailbox.MOST; i++) {
            assertThat(box.post("letter-" + i, new byte[0])).isTrue();
        }
        assertThatThrownBy(() -> box.post("one-more", new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("full: 256 messages wait");
        box.remove("letter-0");
        assertThat(box.post("one-more", new byte[0])).isTrue();
    }

    @Test
    void what_others_have_put_into_the_mailbox_under_names_that_cannot_be_is_not_read() throws Exception {
        Mailbox box = server.member().mailbox();
        box.post("a", new byte[] {1});
        server.server()
                .call("HSET", new String(new FleetKeys(server.prefix(), FleetServer.CACHE).mail(), UTF_8), "../b", "x");
        assertThat(box.read().keySet()).containsExactly("a");
    }
}
