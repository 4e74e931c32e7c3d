/**
 * Trying a TTL on a share of the keys first: {@link dev.lumen.core.trial.HoldoutSplit} says which,
 * {@link dev.lumen.core.trial.TrialRecorder} counts, and {@link dev.lumen.core.trial.TrialTest} says what it did. Pure but for the
 * recorder's counters.
 */
@NullMarked
package dev.lumen.core.trial;

import org.jspecify.annotations.NullMarked;
