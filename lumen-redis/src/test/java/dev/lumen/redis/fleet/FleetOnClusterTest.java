package dev.lumen.redis.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.act.RunLease;
import dev.lumen.api.evidence.EvidenceBatch;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.core.govern.FleetTtl.Standing;
import dev.lumen.redis.testkit.Patience;
import dev.lumen.redis.testkit.RedisCluster;
import dev.lumen.redis.testkit.RedisServer;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A fleet on a cluster, whose keys all lie on one master; that one is killed. */
@Timeout(120)
class FleetOnClusterTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration POLLING = Duration.ofMillis(500);

    @Test
    void a_failover_leaves_the_last_ttl_and_the_fleet_goes_on_with_the_replica() throws Exception {
        try (RedisCluster cluster = RedisCluster.start();
                FleetRedis one = FleetRedis.ownCluster(List.of(RedisURI.create(cluster.uri())));
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
