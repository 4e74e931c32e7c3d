package dev.lumen.api.evidence;

import dev.lumen.api.units.Require;

/** Tells two recorders of each access. */
final class TwoRecorders implements AccessRecorder {
    private final AccessRecorder first;
    private final AccessRecorder second;

    TwoRecorders(AccessRecorder first, AccessRecorder second) {
        this.first = Require.present("first recorder", first);
        this.second = Require.present("second recorder", second);
    }

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
