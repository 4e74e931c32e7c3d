package dev.lumen.examples.cli;

import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.UnifiedFeedback;

/**
 * Keeps what lay behind the last feedback, for a command that calls its sinks itself after the run.
 *
 * <p>Thread-safe: told by an orchestrator's thread, asked by the command's.
 */
final class LastBackground implements FeedbackSink {
    private volatile Background last = Background.NONE;

    @Override
    public void accept(UnifiedFeedback feedback) {
        accept(feedback, Background.NONE);
    }

    @Override
    public void accept(UnifiedFeedback feedback, Background background) {
        last = background;
    }

    /** Of the last feedback; {@link Background#NONE} before the first. */
    Background get() {
        return last;
    }
}
