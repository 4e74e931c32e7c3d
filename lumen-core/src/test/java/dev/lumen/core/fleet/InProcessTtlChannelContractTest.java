package dev.lumen.core.fleet;

import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.act.TtlChannelContract;
import dev.lumen.api.observe.CacheName;
import java.time.Duration;

class InProcessTtlChannelContractTest extends TtlChannelContract {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final InProcessFleet fleet = new InProcessFleet(CacheName.of("answers"));

    @Override
    protected TtlChannel open() {
        return fleet.ttlChannel();
    }

    @Override
    protected long newLeader() throws Exception {
        try (var lease = fleet.lease(LONG)) {
            return lease.acquire().orElseThrow().token();
        }
    }
}
