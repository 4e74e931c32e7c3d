package dev.lumen.redis.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.act.LeaseGrant;
import dev.lumen.api.act.Publication;
import dev.lumen.api.act.PublishedTtl;
import dev.lumen.api.act.RunLease;
import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.act.TtlSetting;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.redis.testkit.JavaProcess;
import dev.lumen.redis.testkit.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two holders never both write: a real process that leads is stopped as {@code kill -STOP} does, at any moment of its writing,
 * for longer than its lease; another takes over; then the first goes on with what it was about to write. How often: the
 * property {@code lumen.fleet.pauses}, 4 unless set.
 */
@Timeout(300)
class PausedLeaderTest {
    private static final int PAUSES = Integer.getInteger("lumen.fleet.pauses", 4);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final TtlSetting OURS = TtlSetting.of(Duration.ofHours(2));

    @Test
    void what_a_holder_writes_that_slept_through_its_lease_is_refused() throws Exception {
        try (FleetServer server = new FleetServer();
                JavaProcess other = JavaProcess.start(
                        BlindLeader.class, server.uri().toURI().toString(), server.prefix(), "300")) {
            RedisFleet fleet = server.member();
            RunLease lease = fleet.lease(SOON);
            Random random = new Random(3);
            for (int pause = 0; pause < PAUSES; pause++) {
                assertThat(other.line()).startsWith("leads");
                LockSupport.parkNanos(random.nextInt(20_000_000));
                other.pause();
                LeaseGrant grant = takenOver(lease);
                Written ours = write(fleet, grant, pause % 2 == 0);
                other.resume();
                assertThat(other.line()).isEqualTo("refused outdated outdated outdated by its clock over");
                ours.check(fleet);
                lease.release();
            }
        }
    }

    private static LeaseGrant takenOver(RunLease lease) {
        Patience.until("the lease is over", SOON, () -> lease.acquire().isPresent());
        return lease.held().orElseThrow();
    }

    /** Takes over with or without having written, so that the token alone must do. */
    private static Written write(RedisFleet fleet, LeaseGrant grant, boolean writes) throws Exception {
        TtlChannel channel = fleet.ttlChannel();
        StateStore store = fleet.stateStore();
        Optional<PublishedTtl> there = channel.read();
        Optional<StoredState> state = store.load();
        List<String> lines = fleet.auditLog(fleet.lease(SOON)).lines();
        if (!writes) {
            return new Written(there, state, lines);
        }
        long epoch = there.map(PublishedTtl::epoch).orElse(0L);
        assertThat(channel.publish(OURS, epoch, grant.token())).isInstanceOf(Publication.Accepted.class);
        StoredState saved = StoredState.of(7, new byte[] {42});
        store.save(saved, grant.token());
        return new Written(channel.read(), Optional.of(saved), lines);
    }

    private record Written(Optional<PublishedTtl> ttl, Optional<StoredState> state, List<String> lines) {
        private void check(RedisFleet fleet) throws Exception {
            assertThat(fleet.ttlChannel().read()).isEqualTo(ttl);
            assertThat(fleet.stateStore().load()).isEqualTo(state);
            assertThat(fleet.auditLog(fleet.lease(SOON)).lines()).isEqualTo(lines);
        }
    }
}
