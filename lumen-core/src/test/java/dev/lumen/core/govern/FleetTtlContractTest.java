package dev.lumen.core.govern;

import dev.lumen.api.act.RunLease;
import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.act.TtlAdvisorContract;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Ratio;
import dev.lumen.core.fleet.InProcessFleet;
import java.time.Duration;

class FleetTtlContractTest extends TtlAdvisorContract {
    private static final CacheName CACHE = CacheName.of("answers");

    @Override
    protected TtlAdvisor advisor(TtlBounds bounds, Duration inForce) throws Exception {
        InProcessFleet fleet = new InProcessFleet(CACHE);
        RunLease lease = fleet.lease(Duration.ofMinutes(5));
        lease.acquire();
        FleetTtl ttl = FleetTtl.join(new TtlInForce(CACHE, bounds, Ratio.of(1)), fleet.ttlChannel(), lease);
        ttl.set(inForce);
        ttl.close();
        return ttl;
    }

    @Override
    protected boolean change(TtlAdvisor advisor, Duration next) throws Exception {
        synchronized (advisor) {
            ((FleetTtl) advisor).set(next);
        }
        return true;
    }
}
