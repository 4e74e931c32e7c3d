package dev.lumen.redis.fleet;

import dev.lumen.api.act.EvidenceChannel;
import dev.lumen.api.act.EvidenceChannelContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisEvidenceChannelContractTest extends EvidenceChannelContract {
    @RegisterExtension
    static final FleetServerExtension FLEET = new FleetServerExtension();

    @Override
    protected EvidenceChannel open() {
        return FLEET.server().member().evidenceChannel();
    }
}
