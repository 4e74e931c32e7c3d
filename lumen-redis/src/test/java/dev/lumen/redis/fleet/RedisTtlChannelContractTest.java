package dev.lumen.redis.fleet;

import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.act.TtlChannelContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisTtlChannelContractTest extends TtlChannelContract {
    @RegisterExtension
    static final FleetServerExtension FLEET = new FleetServerExtension();

    @Override
    protected TtlChannel open() {
        return FLEET.server().member().ttlChannel();
    }

    @Override
    protected long newLeader() throws Exception {
        return FLEET.server().newLeader();
    }
}
