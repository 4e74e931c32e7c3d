package dev.lumen.core.profile;

import dev.lumen.api.evidence.AccessRecorder;
import dev.lumen.api.evidence.AccessRecorderContract;
import java.util.Optional;
import java.util.concurrent.Executor;

class ProfileRecorderContractTest extends AccessRecorderContract {
    /** Never drained: what no room is left for is dropped, which must cost no more than what is kept. */
    private static final Executor NEVER = task -> {};

    @Override
    protected AccessRecorder recorder() {
        return ProfileRecorder.of(
                RecordedWorkload.GRID, RecordedWorkload.LIMIT, Optional.empty(), NEVER, System::currentTimeMillis, 7);
    }
}
