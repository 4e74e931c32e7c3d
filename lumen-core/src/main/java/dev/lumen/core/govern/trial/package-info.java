/**
 * Trying a TTL on a share of the keys first: {@link dev.lumen.core.govern.trial.HoldoutSplit} says which,
 * {@link dev.lumen.core.govern.trial.TrialRecorder} counts, and {@link dev.lumen.core.govern.trial.TrialTest} says what it did. Pure but for the
 * recorder's counters.
 */
@NullMarked
package dev.lumen.core.govern.trial;

import org.jspecify.annotations.NullMarked;
