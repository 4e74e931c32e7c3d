package dev.lumen.redis.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.act.RunLease;
import dev.lumen.api.evidence.EvidenceBatch;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.core.govern.FleetTtl.Standing;
import dev.lumen.redis.testkit.Patience;
import dev.lumen.redis.testkit.RedisCluster;
import dev.lumen.redis.testkit.RedisServer;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** A fleet on a cluster, whose keys all lie on one master: their slot moves to others; then that master is killed. */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("any-jdk")
class FleetOnClusterTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration POLLING = Duration.ofMillis(500);
    private static final int MOVES = 2;

    private static RedisCluster cluster;

    @BeforeAll
    static void start() {
        cluster = RedisCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    @Order(1)
    void a_slot_that_moves_while_the_fleet_writes_loses_nothing_under_the_rights_that_the_docs_name() throws Exception {
        List<String> rights = new ArrayList<>(List.of("ACL", "SETUSER", FleetRights.USER));
        rights.addAll(List.of(FleetRights.onAServer(RedisFleet.PREFIX)));
        rights.addAll(List.of(FleetRights.besidesOnACluster()));
        cluster.nodes().forEach(node -> node.call(rights.toArray(String[]::new)));
        CacheName cache = CacheName.of("answers that move");
        try (FleetRedis one = FleetRedis.ownCluster(List.of(asFleet(0)));
                FleetRedis two = FleetRedis.ownCluster(List.of(asFleet(1)));
                Member leader = new Member(RedisFleet.of(one, cache).polling(POLLING), cache);
                Member other = new Member(RedisFleet.of(two, cache).polling(POLLING), cache);
                Reader reader = new Reader(other.ttl)) {
            leader.awaits(Standing.FOLLOWING, SOON);
            leader.publishes(300);
            other.awaits(300, SOON);
            RestlessLeader writer = new RestlessLeader(RedisFleet.of(one, cache), leader);
            try (writer) {
                int slot = SlotHash.getSlot(new FleetKeys(RedisFleet.PREFIX, cache).ttl());
                List<RedisServer> masters = cluster.firstMasters();
                int home = Math.min(2, slot * 3 / SlotHash.SLOT_COUNT);
                for (int move = 0; move < MOVES; move++) {
                    long done = writer.done();
                    Patience.until("it writes", SOON, () -> writer.done() > done + 3);
                    cluster.migrate(slot, masters.get((home + move) % 3), masters.get((home + move + 1) % 3));
                }
                long done = writer.done();
                Patience.until("it writes after the last move", SOON, () -> writer.done() > done + 3);
            }
            writer.check(RedisFleet.of(two, cache), other);
            assertThat(reader.failure()).isNull();
            assertThat(reader.worst()).isLessThan(Duration.ofMillis(250));
            System.out.printf(
                    "  a slot that moved %d times: %s; %,d reads of an advisor, the worst took %d µs%n",
                    MOVES, writer.summary(), reader.reads(), reader.worst().toNanos() / 1000);
        }
    }

    private static RedisURI asFleet(int node) {
        return RedisURI.Builder.redis(
                        "127.0.0.1", cluster.firstMasters().get(node).port())
                .withAuthentication(FleetRights.USER, FleetRights.PASSWORD.toCharArray())
                .build();
    }

    @Test
    @Order(2)
    void a_failover_leaves_the_last_ttl_and_the_fleet_goes_on_with_the_replica() throws Exception {
        try (FleetRedis one = FleetRedis.ownCluster(List.of(RedisURI.create(cluster.uri())));
                FleetRedis two = FleetRedis.ownCluster(
                        List.of(RedisURI.create(cluster.firstMasters().get(1).uri())))) {
            RedisFleet fleet = RedisFleet.of(one, FleetServer.CACHE).polling(POLLING);
            try (Member leader = new Member(fleet);
                    Member other =
                            new Member(RedisFleet.of(two, FleetServer.CACHE).polling(Duration.ofHours(1)));
                    Reader reader = new Reader(leader.ttl)) {
                leader.publishes(420);
                other.awaits(420, Duration.ofSeconds(1));
                StateStore store = fleet.stateStore();
                StoredState state = StoredState.of(1, new byte[] {1, 2, 3});
                store.save(state, leader.lease.held().orElseThrow().token());
                EvidenceBatch batch = new EvidenceBatch("one", 0, 0, 0, 0, 0, List.of());
                fleet.evidenceChannel().send(batch);

                int master = masterOfTheKeys();
                awaitReplicated(cluster.firstMasters().get(master));
                cluster.firstMasters().get(master).kill();
                leader.awaits(Standing.LAST_KNOWN, SOON);
                assertThat(leader.ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
                leader.awaits(Standing.FOLLOWING, SOON);
                assertThat(leader.ttl.inForce()).isEqualTo(Duration.ofSeconds(420));

                long token = leader.lease.held().orElseThrow().token();
                assertThat(leader.lease.acquire().orElseThrow().token())
                        .as("renewed there")
                        .isEqualTo(token);
                leader.publishes(540);
                assertThat(fleet.stateStore().load()).contains(state);
                assertThat(fleet.evidenceChannel().drain(9)).containsExactly(batch);
                try (Member starting =
                        new Member(RedisFleet.of(two, FleetServer.CACHE).polling(POLLING))) {
                    starting.awaits(540, SOON);
                }
                try (RunLease rival = RedisFleet.of(two, FleetServer.CACHE).lease(SOON)) {
                    assertThat(rival.acquire()).isEmpty();
                }
                assertThat(reader.failure()).isNull();
                assertThat(reader.worst()).isLessThan(Duration.ofMillis(250));
                System.out.printf(
                        "  a failover of a cluster: %,d reads of an advisor, the worst took %d µs%n",
                        reader.reads(), reader.worst().toNanos() / 1000);
            }
        }
    }

    private static int masterOfTheKeys() {
        int slot = SlotHash.getSlot(new FleetKeys(RedisFleet.PREFIX, FleetServer.CACHE).ttl());
        return Math.min(2, slot * 3 / SlotHash.SLOT_COUNT);
    }

    private static void awaitReplicated(RedisServer master) {
        Patience.until("the replica has all", SOON, () -> "1".equals(master.ask("WAIT", "1", "1000")));
    }
}
