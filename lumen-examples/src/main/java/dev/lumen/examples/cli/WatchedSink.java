package dev.lumen.examples.cli;

import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.UnifiedFeedback;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sink whose first failure the command wants to end with, while an orchestrator would report each one and go on.
 *
 * <p>Thread-safe: told by an orchestrator's thread, asked by the command's.
 */
final class WatchedSink implements FeedbackSink {
    private final FeedbackSink sink;
    private volatile @Nullable Exception failure;

    WatchedSink(FeedbackSink sink) {
        this.sink = sink;
    }

    @Override
    public void accept(UnifiedFeedback feedback) {
        accept(feedback, Background.NONE);
    }

    @Override
    public void accept(UnifiedFeedback feedback, Background background) {
        if (failure != null) {
            return;
        }
        try {
            sink.accept(feedback, background);
        } catch (Exception e) {
            failure = e;
        }
    }

    @Override
    public String name() {
        return sink.name();
    }

    /** What went wrong; empty where nothing did. */
    Optional<Exception> failure() {
        return Optional.ofNullable(failure);
    }
}
