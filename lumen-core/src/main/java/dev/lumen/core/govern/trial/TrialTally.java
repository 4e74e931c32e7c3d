package dev.lumen.core.govern.trial;

import dev.lumen.api.units.Require;

/**
 * What was counted for a trial until now.
 *
 * @param trial its name
 * @param counter who has counted; after a restart it is another, which begins with nothing
 * @param baseline before it began, or so far
 * @param tried since entries with the old TTL were gone; nothing before
 */
public record TrialTally(String trial, String counter, TrialCounts baseline, TrialCounts tried) {
    /** Refuses null and blank names. */
    public TrialTally {
        Require.noNull(TrialTally.class, trial, counter, baseline, tried);
        Require.notBlank("trial", trial);
        Require.notBlank("counter", counter);
    }
}
