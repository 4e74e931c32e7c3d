package dev.lumen.redis.fleet;

import dev.lumen.api.act.EvidenceChannel;
import dev.lumen.api.act.RunLease;
import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.state.AuditLog;
import dev.lumen.api.state.Mailbox;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.time.Duration;

/**
 * What the JVMs that share one cache share on Redis: each makes its own from the same prefix and name.
 *
 * <pre>{@code
 * FleetRedis redis = FleetRedis.own(RedisURI.create("redis://…"));
 * RedisFleet fleet = RedisFleet.of(redis, CacheName.of("answers"));
 * TtlChannel channel = fleet.ttlChannel();
 * RunLease lease = fleet.lease(Duration.ofMinutes(12));               // the loop runs every five minutes
 * StateStore state = fleet.stateStore();
 * }</pre>
 *
 * <p>Of each one is enough for a JVM. They are closed before the connections are. Immutable.
 */
public final class RedisFleet {
    /** What all keys begin with unless the host says otherwise. */
    public static final String PREFIX = "lumen";

    /** How often a JVM looks for a new TTL where no nudge reaches it, unless the host says otherwise. */
    public static final Duration POLLING = Duration.ofSeconds(5);

    /** What the stream of sampled accesses may take on the server unless the host says otherwise. */
    public static final ByteSize EVIDENCE_LIMIT = ByteSize.ofMegabytes(16);

    private final FleetRedis redis;
    private final FleetKeys keys;
    private final Duration polling;
    private final ByteSize evidenceLimit;

    private RedisFleet(FleetRedis redis, FleetKeys keys, Duration polling, ByteSize evidenceLimit) {
        this.redis = redis;
        this.keys = keys;
        this.polling = polling;
        this.evidenceLimit = evidenceLimit;
    }

    /** The fleet around {@code cache} on {@code redis}, which stays the host's to close. */
    public static RedisFleet of(FleetRedis redis, CacheName cache) {
        return new RedisFleet(Require.present("Redis", redis), new FleetKeys(PREFIX, cache), POLLING, EVIDENCE_LIMIT);
    }

    /**
     * The same with another prefix.
     *
     * @param prefix 1 to 64 of the characters {@code A-Z a-z 0-9 . : _ -}; no secret, as it is part of every key
     */
    public RedisFleet prefix(String prefix) {
        return new RedisFleet(redis, new FleetKeys(prefix, keys.cache()), polling, evidenceLimit);
    }

    /** The same with another polling period, above zero. */
    public RedisFleet polling(Duration period) {
        return new RedisFleet(redis, keys, Require.positive("polling period", period), evidenceLimit);
    }

    /** The same with another limit on the stream of sampled accesses, 1 MB or more. */
    public RedisFleet evidenceLimit(ByteSize limit) {
        return new RedisFleet(redis, keys, polling, EvidenceLimits.checked(limit));
    }

    /** The TTL in force for all. */
    public TtlChannel ttlChannel() {
        return new RedisTtlChannel(redis, keys, polling);
    }

    /**
     * Decides who runs the loop.
     *
     * @param length how long it lasts once it is acquired: longer than two runs lie apart, 1 ms or more
     */
    public RunLease lease(Duration length) {
        return new RedisRunLease(redis, keys, length, System::nanoTime);
    }

    /** Brings the leader what all JVMs saw. */
    public EvidenceChannel evidenceChannel() {
        return new RedisEvidenceChannel(redis, keys, evidenceLimit);
    }

    /** Where the loop's state is kept for whoever leads. */
    public StateStore stateStore() {
        return new RedisStateStore(redis, keys, "state");
    }

    /** Where the docket is kept by whoever governs the cache, beside the loop's state. */
    public StateStore docketStore() {
        return new RedisStateStore(redis, keys, "docket");
    }

    /**
     * The audit log of all JVMs. Only the fleet's leader adds to it; every JVM reads it.
     *
     * @param lease under which this JVM leads; stays the host's to close
     */
    public AuditLog auditLog(RunLease lease) {
        return new RedisAuditLog(redis, keys, Require.present("lease", lease));
    }

    /** Where people's messages wait for the leader, from whatever process they come. */
    public Mailbox mailbox() {
        return new RedisMailbox(redis, keys);
    }
}
