/**
 * Lumen's face: a {@link dev.lumen.core.FeedbackOrchestrator} watches one cache, and each {@link
 * dev.lumen.core.FeedbackOrchestrator#run()} answers with one immutable feedback.
 */
@NullMarked
package dev.lumen.core;

import org.jspecify.annotations.NullMarked;
