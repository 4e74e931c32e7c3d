package dev.lumen.core.profile;

import dev.lumen.api.evidence.AccessRecorder;
import dev.lumen.api.evidence.AccessRecorderContract;

class FleetRecorderContractTest extends AccessRecorderContract {
    /** Never drained: what no room is left for is dropped, which must cost no more than what is kept. */
    @Override
    protected AccessRecorder recorder() {
        return FleetRecorder.of(0);
    }
}
