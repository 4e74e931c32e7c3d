package dev.lumen.core.fleet;

import dev.lumen.api.act.EvidenceChannel;
import dev.lumen.api.act.EvidenceChannelContract;
import dev.lumen.api.observe.CacheName;

class InProcessEvidenceChannelContractTest extends EvidenceChannelContract {
    private final InProcessFleet fleet = new InProcessFleet(CacheName.of("answers"));

    @Override
    protected EvidenceChannel open() {
        return fleet.evidenceChannel();
    }
}
