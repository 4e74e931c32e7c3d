package dev.lumen.api.evidence;

/** Tells two recorders of each access. */
record TwoRecorders(AccessRecorder first, AccessRecorder second) implements AccessRecorder {
    @Override
    public void hit(long keyHash, long bytes) {
        first.hit(keyHash, bytes);
        second.hit(keyHash, bytes);
    }

    @Override
    public void loaded(long keyHash, long bytes, long contentHash, long loadNanos) {
        first.loaded(keyHash, bytes, contentHash, loadNanos);
        second.loaded(keyHash, bytes, contentHash, loadNanos);
    }

    @Override
    public void failed(long keyHash) {
        first.failed(keyHash);
        second.failed(keyHash);
    }

    @Override
    public void invalidated(long keyHash) {
        first.invalidated(keyHash);
        second.invalidated(keyHash);
    }
}
