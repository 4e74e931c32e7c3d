package dev.lumen.core.fleet;

import dev.lumen.api.act.RunLease;
import dev.lumen.api.act.RunLeaseContract;
import dev.lumen.api.observe.CacheName;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class InProcessLeaseContractTest extends RunLeaseContract {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    private final InProcessFleet fleet = new InProcessFleet(CacheName.of("answers"), nanos::get);

    @Override
    protected RunLease open(Duration length) {
        return fleet.lease(length);
    }

    @Override
    protected Duration shortLength() {
        return Duration.ofSeconds(1);
    }

    @Override
    protected void passes() {
        nanos.addAndGet(shortLength().toNanos());
    }
}
