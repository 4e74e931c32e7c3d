package dev.lumen.examples.cli;

import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.UnifiedFeedback;

/**
 * A sink that keeps what lay behind the last feedback, for a report.
 *
 * <p>Thread-safe: told by an orchestrator's thread, asked by the command's.
 */
final class SeenBackground implements FeedbackSink {
    private volatile Background background = Background.NONE;

    @Override
    public void accept(UnifiedFeedback feedback) {
        accept(feedback, Background.NONE);
    }

    @Override
    public void accept(UnifiedFeedback feedback, Background background) {
        this.background = background;
    }

    /** What it was told last; nothing where it was not told anything. */
    Background background() {
        return background;
    }
}
