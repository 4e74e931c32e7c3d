package dev.lumen.redis.fleet;

import dev.lumen.api.act.RunLease;
import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Ratio;
import dev.lumen.core.govern.FleetTtl;
import dev.lumen.core.govern.FleetTtl.Standing;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.redis.testkit.Patience;
import java.time.Duration;

/** One JVM of a fleet, as far as its TTL goes. */
final class Member implements AutoCloseable {
    final TtlChannel channel;
    final RunLease lease;
    final TtlInForce local;
    final FleetTtl ttl;

    Member(RedisFleet fleet, Duration leaseLength, Duration keeps) {
        this(fleet, FleetServer.CACHE, leaseLength, keeps);
    }

    private Member(RedisFleet fleet, CacheName cache, Duration leaseLength, Duration keeps) {
        channel = fleet.ttlChannel();
        lease = fleet.lease(leaseLength);
        local = new TtlInForce(cache, TtlBounds.DEFAULT, Ratio.ofPercent(10));
        ttl = FleetTtl.join(local, channel, lease, new FleetTtl.Limits(Duration.ofSeconds(3), keeps));
    }

    Member(RedisFleet fleet) {
        this(fleet, Duration.ofMinutes(5), Duration.ofHours(1));
    }

    Member(RedisFleet fleet, CacheName cache) {
        this(fleet, cache, Duration.ofMinutes(5), Duration.ofHours(1));
    }

    /** Leads, and puts a TTL in force for all. */
    Member publishes(long seconds) throws Exception {
        lease.acquire();
        ttl.set(Duration.ofSeconds(seconds));
        return this;
    }

    void awaits(long seconds, Duration within) {
        Patience.until(seconds + " s in force", within, () -> ttl.inForce().equals(Duration.ofSeconds(seconds)));
    }

    void awaits(Standing standing, Duration within) {
        Patience.until(standing + " instead of " + ttl.remark(), within, () -> ttl.standing() == standing);
    }

    @Override
    public void close() {
        ttl.close();
        channel.close();
        lease.close();
    }
}
