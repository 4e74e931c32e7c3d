package dev.lumen.examples.cli;

import dev.lumen.api.act.RunLease;
import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.observe.CacheName;
import dev.lumen.core.OrchestratorBuilder;
import dev.lumen.core.govern.FleetTtl;
import dev.lumen.core.govern.Papers;
import dev.lumen.core.govern.Steward;
import dev.lumen.core.govern.Terms;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.redis.fleet.FleetRedis;
import dev.lumen.redis.fleet.RedisFleet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fleet that meets on the Redis of a service's cache, with this process among its JVMs. Its connections are opened once; while
 * the server is away, what goes over them fails in its time and nothing else does.
 */
final class JoinedFleet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JoinedFleet.class);

    /** A server that hangs must not keep a service that is told to stop from ending in its time. */
    private static final Duration CLOSING = Duration.ofMillis(1_500);

    /** How late a run may come and still find the lead its own: a whole interval, and no more than this. */
    private static final Duration LONGEST_GAP = Duration.ofMinutes(10);

    private static final Duration MARGIN = Duration.ofMinutes(2);

    private final RedisTarget target;
    private final FleetRedis redis;
    private final RedisFleet fleet;
    private final RunLease lease;
    private final TtlChannel channel;
    private final FleetTtl ttl;

    /**
     * Joins it. Returns with the TTL that the fleet has in force, or after a second without an answer.
     *
     * @param every how often this process runs the loop by itself; empty where others say when
     */
    JoinedFleet(RedisTarget target, CacheName cache, TtlBounds bounds, Optional<Duration> every) {
        this.target = target;
        this.redis = target.connections();
        this.fleet = RedisFleet.of(redis, cache);
        this.lease = fleet.lease(lead(every));
        this.channel = fleet.ttlChannel();
        this.ttl = FleetTtl.join(new TtlInForce(cache, bounds), channel, lease);
    }

    /** How long the right to run the loop lasts from each run on: longer than two of them lie apart. */
    private static Duration lead(Optional<Duration> every) {
        return every.map(time -> time.plus(time.compareTo(LONGEST_GAP) < 0 ? time : LONGEST_GAP))
                .orElse(LONGEST_GAP)
                .plus(MARGIN);
    }

    /** Where the fleet keeps its docket, its audit log and its mail. */
    Papers papers() {
        return new Papers(fleet.docketStore(), fleet.auditLog(lease), fleet.mailbox());
    }

    /** Has what {@code builder} builds go by the TTL of the fleet, and no more: reading is all that it takes. */
    void followedBy(OrchestratorBuilder builder) {
        builder.fleetTtl(ttl);
    }

    /**
     * Has what {@code builder} builds run the loop for the fleet where it leads, and govern it. Asks for the lead, once: a user who
     * may not have it ends the command; a server that does not answer does not, as it may later.
     */
    void ledBy(OrchestratorBuilder builder, Terms terms) {
        requireRights();
        followedBy(builder);
        builder.lease(lease)
                .stateStore(fleet.stateStore())
                .steward(new Steward(terms, papers(), ttl, Optional.empty()));
    }

    private void requireRights() {
        try {
            if (lease.acquire().isEmpty()) {
                LOG.info(
                        "another JVM leads the fleet of {}: this one takes over when that one is gone, or has been"
                                + " killed and its lead has ended",
                        ttl.cache());
            }
        } catch (Exception e) {
            if (RedisTarget.isRefusal(e)) {
                throw new Failure(
                        ExitStatus.CONFIGURATION,
                        target.shown() + " refuses what a fleet takes (" + Cause.of(e)
                                + "), allowed: a user with the rights of docs/redis-fleet.md, or --level OBSERVE",
                        e);
            }
            LOG.warn(
                    "the fleet of {} cannot be reached, and nothing is decided until it can: {}",
                    ttl.cache(),
                    Cause.of(e));
        }
    }

    /** Leaves it, and gives the lead back. Returns when that is done, or soon in any case. */
    @Override
    public void close() {
        Thread leaving = new Thread(this::leave, "lumen-serve-fleet");
        leaving.setDaemon(true);
        leaving.start();
        try {
            leaving.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void leave() {
        try (Closing parts = new Closing()) {
            List.<AutoCloseable>of(redis, lease, channel, ttl).forEach(parts::keep);
        }
    }
}
