package dev.lumen.redis.fleet;

import dev.lumen.api.act.RunLease;
import dev.lumen.api.act.RunLeaseContract;
import dev.lumen.redis.testkit.Patience;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisRunLeaseContractTest extends RunLeaseContract {
    @RegisterExtension
    static final FleetServerExtension FLEET = new FleetServerExtension();

    @Override
    protected RunLease open(Duration length) {
        return FLEET.server().member().lease(length);
    }

    @Override
    protected Duration shortLength() {
        return FleetServer.SHORT_LEASE;
    }

    @Override
    protected void passes() {
        long end = System.nanoTime() + 2 * shortLength().toNanos();
        Patience.until("the lease is over", Duration.ofSeconds(10), () -> System.nanoTime() >= end);
    }
}
