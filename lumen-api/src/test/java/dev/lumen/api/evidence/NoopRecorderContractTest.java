package dev.lumen.api.evidence;

class NoopRecorderContractTest extends AccessRecorderContract {
    @Override
    protected AccessRecorder recorder() {
        return AccessRecorder.NOOP;
    }
}
