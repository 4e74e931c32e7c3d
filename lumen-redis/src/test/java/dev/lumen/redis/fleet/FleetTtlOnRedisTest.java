package dev.lumen.redis.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.act.TtlSetting;
import dev.lumen.api.act.TtlTrial;
import dev.lumen.api.evidence.EvidenceBatch;
import dev.lumen.api.state.StaleWriteException;
import dev.lumen.api.state.StoredState;
import dev.lumen.core.govern.FleetTtl.Standing;
import dev.lumen.redis.testkit.Patience;
import dev.lumen.redis.testkit.RawRedis;
import dev.lumen.redis.testkit.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The TTL of a fleet through a real server, from the leader's {@code set} to every advisor. */
@Timeout(60)
class FleetTtlOnRedisTest {
    /** It takes milliseconds, which are printed; a loaded machine may take longer. Polling would take an hour. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final Duration NEVER = Duration.ofHours(1);
    private static FleetServer server;

    private final List<Member> members = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        server = new FleetServer(RedisServer.options()
                .user("deaf", "on", "nopass", "~test:*", "resetchannels", "+@all")
                .user(FleetRights.USER, FleetRights.onAServer("test"))
                .start());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void another() {
        server.another();
    }

    @AfterEach
    void leave() {
        members.forEach(Member::close);
        server.leave();
    }

    private Member member(Duration polling) {
        return member(server.member().polling(polling));
    }

    private Member member(RedisFleet fleet) {
        Member member = new Member(fleet);
        members.add(member);
        return member;
    }

    @Test
    void every_jvm_has_a_new_ttl_at_once_by_the_nudge_alone() throws Exception {
        Member leader = member(NEVER);
        List<Member> others = List.of(member(NEVER), member(NEVER), member(NEVER), member(NEVER));
        awaitSubscribers(5);
        long slowest = 0;
        for (long seconds = 400; seconds < 410; seconds++) {
            leader.publishes(seconds);
            long published = System.nanoTime();
            for (Member other : others) {
                other.awaits(seconds, SOON);
            }
            slowest = Math.max(slowest, System.nanoTime() - published);
        }
        System.out.printf("  the last of %d JVMs had a new TTL after %d ms%n", others.size(), slowest / 1_000_000);
        assertThat(leader.ttl.inForce()).isEqualTo(Duration.ofSeconds(409));
    }

    @Test
    void a_jvm_that_starts_has_it_at_once() throws Exception {
        member(NEVER).publishes(420);
        assertThat(member(NEVER).ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
    }

    @Test
    void one_that_may_not_listen_has_it_within_a_polling_period() throws Exception {
        Duration period = Duration.ofMillis(400);
        Member leader = member(NEVER);
        RedisURI deaf = server.uriOf("deaf", "x");
        Member other = member(server.member(FleetRedis.own(deaf)).polling(period));
        leader.publishes(420);
        other.awaits(420, SOON);
        assertThat(other.ttl.standing()).isEqualTo(Standing.FOLLOWING);
    }

    @Test
    void one_whose_subscription_was_killed_has_it_again() throws Exception {
        Member leader = member(NEVER);
        Member other = member(NEVER);
        awaitSubscribers(2);
        assertThat(server.server().call("CLIENT", "KILL", "TYPE", "pubsub")).isEqualTo(2L);
        leader.publishes(420);
        other.awaits(420, SOON);
    }

    @Test
    void one_that_does_not_lead_changes_nothing() throws Exception {
        Member leader = member(NEVER).publishes(420);
        Member other = member(NEVER);
        other.lease.acquire();
        assertThatThrownBy(() -> other.ttl.set(Duration.ofSeconds(60))).isInstanceOf(StaleWriteException.class);
        assertThat(leader.channel.read().orElseThrow().setting().ttl()).isEqualTo(Duration.ofSeconds(420));
    }

    @Test
    void what_all_jvms_count_for_a_trial_comes_to_the_leader() throws Exception {
        Member leader = member(Duration.ofMillis(100));
        Member other = member(Duration.ofMillis(100));
        TtlTrial trial = TtlTrial.prepared("ttl-1", Duration.ofSeconds(420), 0.5);
        leader.lease.acquire();
        leader.ttl.put(TtlSetting.of(Duration.ofSeconds(300)).with(trial));
        Patience.until("the trial is known", SOON, () -> other.local.tally().isPresent());
        leader.local.recorder().hit(1, 10);
        other.local.recorder().loaded(2, 10, 1, 1);
        Patience.until(
                "both are counted",
                Duration.ofSeconds(30),
                () -> leader.ttl.tally().orElseThrow().baseline().requests() == 2);
        leader.ttl.put(TtlSetting.of(Duration.ofSeconds(300)).with(trial.begin()));
        Patience.until("it has begun", SOON, () -> other.ttl.setting().equals(leader.ttl.setting()));
        for (long key = 0; key < 100; key++) {
            assertThat(other.ttl.ttlMillis(key)).isEqualTo(leader.ttl.ttlMillis(key));
        }
    }

    @Test
    void a_user_with_the_rights_that_the_docs_name_can_do_all_of_it() throws Exception {
        RedisURI uri = server.uriOf(FleetRights.USER, FleetRights.PASSWORD);
        RedisFleet fleet = server.member(FleetRedis.own(uri)).polling(NEVER);
        Member member = member(fleet);
        awaitSubscribers(1);
        member.publishes(420);
        StoredState state = StoredState.of(1, new byte[] {1});
        long token = member.lease.held().orElseThrow().token();
        fleet.stateStore().save(state, token);
        assertThat(fleet.stateStore().load()).contains(state);
        assertThat(fleet.stateStore().setAside()).isPresent();
        EvidenceBatch batch = new EvidenceBatch("one", 0, 0, 0, 0, 0, List.of());
        fleet.evidenceChannel().send(batch);
        assertThat(fleet.evidenceChannel().drain(1)).containsExactly(batch);
        member.channel.report("ttl-1", "jvm-1", new byte[] {7});
        assertThat(member.channel.reports("ttl-1")).containsOnlyKeys("jvm-1");
        fleet.docketStore().save(state, token);
        fleet.auditLog(member.lease).append(0, List.of("one", "two"));
        fleet.auditLog(member.lease).append(1, List.of("two", "three"));
        assertThat(fleet.auditLog(member.lease).lines()).hasSize(3);
        assertThat(fleet.mailbox().post("letter", new byte[] {1})).isTrue();
        assertThat(fleet.mailbox().read()).containsOnlyKeys("letter");
        fleet.mailbox().remove("letter");
        member.lease.release();
        assertThat(member.lease.acquire()).isPresent();
    }

    @Test
    void fields_that_a_later_version_adds_are_not_looked_at() throws Exception {
        Member leader = member(NEVER).publishes(420);
        String key = new String(keys().ttl(), StandardCharsets.UTF_8);
        server.server().call("HSET", key, "format", "2", "holdout_ttl_ms", "600000");
        assertThat(leader.channel.read().orElseThrow().setting().ttl()).isEqualTo(Duration.ofSeconds(420));
        leader.publishes(421);
        assertThat(server.server().call("HGET", key, "holdout_ttl_ms"))
                .as("of the value before")
                .isNull();
    }

    @Test
    void nothing_is_left_after_close_and_the_hosts_client_lives_on() throws Exception {
        server.leave();
        awaitClients(0);
        List<String> before = threads();
        Member own = new Member(server.member()).publishes(420);
        own.close();
        server.leave();
        awaitClients(0);
        RedisClient client = RedisClient.create();
        try (var hosts = client.connect(server.uri())) {
            Member borrowed = new Member(server.member(FleetRedis.of(client, server.uri())));
            borrowed.awaits(420, SOON);
            borrowed.close();
            server.leave();
            awaitClients(1);
            assertThat(hosts.sync().ping()).isEqualTo("PONG");
        } finally {
            client.shutdown();
        }
        Patience.until(
                "threads are gone: " + threads(),
                Duration.ofSeconds(5),
                () -> threads().size() <= before.size());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("lettuce") || name.startsWith("lumen"))
                .sorted()
                .toList();
    }

    private static void awaitClients(int expected) {
        Patience.until(expected + " clients", Duration.ofSeconds(5), () -> clients() == expected);
    }

    /** But for the one that asks. */
    private static long clients() throws Exception {
        try (RawRedis raw = server.server().raw()) {
            return Objects.requireNonNull(raw.call("CLIENT", "LIST"))
                            .toString()
                            .lines()
                            .count()
                    - 1;
        }
    }

    private static FleetKeys keys() {
        return new FleetKeys(server.prefix(), FleetServer.CACHE);
    }

    private static void awaitSubscribers(int expected) {
        String channel = new String(keys().nudge(), StandardCharsets.UTF_8);
        Patience.until(
                expected + " subscribers",
                Duration.ofSeconds(5),
                () -> List.of(channel, (long) expected).equals(server.server().call("PUBSUB", "NUMSUB", channel)));
    }
}
