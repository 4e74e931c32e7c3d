package dev.lumen.api.feedback;

import dev.lumen.api.units.SimpleName;

/**
 * Is told of every feedback, after it was recorded.
 *
 * <p>Called by an orchestrator on a thread of its own, never by two threads at once. It may block for I/O; a call that
 * outlives its deadline is interrupted. A sink that throws or hangs is reported and stops neither the run nor the others.
 */
@FunctionalInterface
public interface FeedbackSink {
    /**
     * Takes one feedback.
     *
     * @param feedback the result of a run
     * @throws Exception if it could not be delivered; the message reaches the log, so it must hold no secret
     */
    void accept(UnifiedFeedback feedback) throws Exception;

    /**
     * Takes one feedback with what lies behind it; this is what an orchestrator calls. Sinks that draw charts override it,
     * the others have enough with the feedback.
     *
     * @param feedback the result of a run
     * @param background the runs before it, and more
     * @throws Exception as {@link #accept(UnifiedFeedback)}
     */
    default void accept(UnifiedFeedback feedback, Background background) throws Exception {
        accept(feedback);
    }

    /** What reports call this sink; the simple class name unless overridden. */
    default String name() {
        return SimpleName.of(this);
    }
}
