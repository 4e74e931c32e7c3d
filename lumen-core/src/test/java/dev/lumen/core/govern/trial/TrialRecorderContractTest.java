package dev.lumen.core.govern.trial;

import dev.lumen.api.evidence.AccessRecorder;
import dev.lumen.api.evidence.AccessRecorderContract;

class TrialRecorderContractTest extends AccessRecorderContract {
    @Override
    protected AccessRecorder recorder() {
        return TrialRecorder.of(TrialRun.split("contract", 0.1));
    }
}
