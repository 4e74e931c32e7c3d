/**
 * The result of a run: one immutable {@link dev.lumen.api.feedback.UnifiedFeedback}, and the {@link
 * dev.lumen.api.feedback.FeedbackSink} that is told of it.
 */
@NullMarked
package dev.lumen.api.feedback;

import org.jspecify.annotations.NullMarked;
