package dev.lumen.redis.fleet;

import dev.lumen.api.act.LeaseGrant;
import dev.lumen.api.act.Publication;
import dev.lumen.api.act.PublishedTtl;
import dev.lumen.api.act.RunLease;
import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.act.TtlSetting;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.state.AuditLog;
import dev.lumen.api.state.StaleWriteException;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A process that leads and writes without pause, TTL, state and audit log, and never looks at its clock: as if it were stopped, each time,
 * between looking and writing. It says when it leads, and when it was refused and by what.
 */
final class BlindLeader {
    private BlindLeader() {}

    /** URI, prefix, and the length of the lease in milliseconds. */
    public static void main(String... arguments) throws Exception {
        try (FleetRedis redis = FleetRedis.own(RedisURI.create(arguments[0]))) {
            RedisFleet fleet =
                    RedisFleet.of(redis, CacheName.of("answers of {all}")).prefix(arguments[1]);
            RunLease lease = fleet.lease(Duration.ofMillis(Long.parseLong(arguments[2])));
            while (true) {
                Optional<LeaseGrant> grant = lease.acquire();
                if (grant.isPresent()) {
                    lead(fleet, grant.get());
                }
            }
        }
    }

    private static void lead(RedisFleet fleet, LeaseGrant grant) throws Exception {
        TtlChannel channel = fleet.ttlChannel();
        StateStore store = fleet.stateStore();
        store.load();
        AuditLog audit = fleet.auditLog(new ForEver(grant));
        int lines = audit.lines().size();
        long epoch = channel.read().map(PublishedTtl::epoch).orElse(0L);
        System.out.println("leads " + grant.token());
        String ttl = "";
        String state = "";
        String log = "";
        for (long written = 0; ttl.isEmpty() || state.isEmpty() || log.isEmpty(); written++) {
            if (ttl.isEmpty()) {
                Publication outcome = channel.publish(
                        TtlSetting.of(Duration.ofMillis(grant.token() % 1000 + 1)), epoch, grant.token());
                ttl = outcome.fold(done -> "", moved -> "moved", outdated -> "outdated");
                epoch++;
            }
            if (state.isEmpty()) {
                try {
                    store.save(StoredState.of(1, new byte[] {(byte) written}), grant.token());
                } catch (StaleWriteException e) {
                    state = e.getMessage().contains("another JVM leads") ? "outdated" : "moved";
                }
            }
            if (log.isEmpty()) {
                try {
                    audit.append(lines, List.of("written by " + grant.token()));
                    lines++;
                } catch (StaleWriteException e) {
                    log = e.getMessage().contains("another JVM leads") ? "outdated" : "moved";
                }
            }
        }
        System.out.println("refused " + ttl + " " + state + " " + log + " by its clock "
                + (grant.isInForce() ? "leading" : "over"));
    }

    /** A lease that is never over. */
    private record ForEver(LeaseGrant grant) implements RunLease {
        @Override
        public Optional<LeaseGrant> acquire() {
            return held();
        }

        @Override
        public Optional<LeaseGrant> held() {
            return Optional.of(grant);
        }

        @Override
        public void release() {}

        @Override
        public void close() {}
    }
}
