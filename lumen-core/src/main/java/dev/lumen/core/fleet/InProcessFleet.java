package dev.lumen.core.fleet;

import dev.lumen.api.act.EvidenceChannel;
import dev.lumen.api.act.RunLease;
import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A place in memory where the orchestrators of one cache meet. Each call gives another member's view of it. Thread-safe; what a
 * member follows is told on a daemon thread, which is gone after the channel was closed.
 */
public final class InProcessFleet {
    private final CacheName cache;
    private final LeasePlace lease;
    private final TtlPlace ttl;
    private final EvidencePlace evidence = new EvidencePlace();

    /** A place where nobody leads and nothing is in force. */
    public InProcessFleet(CacheName cache) {
        this(cache, System::nanoTime);
    }

    /**
     * As above, with a clock of its own.
     *
     * @param cache the cache
     * @param nanos the monotonic time by which leases end, in nanoseconds
     */
    public InProcessFleet(CacheName cache, LongSupplier nanos) {
        this.cache = Require.present("cache name", cache);
        this.lease = new LeasePlace(Require.present("ticker", nanos));
        this.ttl = new TtlPlace(lease);
    }

    /** A channel with the TTL in force. */
    public TtlChannel ttlChannel() {
        return new InProcessTtlChannel(cache, ttl);
    }

    /** A lease that lasts {@code length} once it is acquired, above zero. */
    public RunLease lease(Duration length) {
        return new InProcessLease(lease, Require.positive("length of the lease", length));
    }

    /** A channel for sampled accesses; {@value EvidencePlace#KEPT} batches are kept. */
    public EvidenceChannel evidenceChannel() {
        return new InProcessEvidenceChannel(evidence);
    }
}
