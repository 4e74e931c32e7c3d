package dev.lumen.core.govern.trial;

import dev.lumen.api.units.Require;
import java.time.Duration;

/**
 * What a trial is judged by.
 *
 * @param split who had the new TTL
 * @param baseline what was counted before, everybody with the old TTL
 * @param trial what was counted from {@code longerTtl} after the change on
 * @param sinceChange time since the new TTL was handed out, 0 or more
 * @param longerTtl the longer of the old and the new TTL: until then entries written with the old one are alive; above 0
 * @param evictionsBind whether entries were pushed out for room in the baseline or the trial, in more than a negligible number
 * @param looksTaken how many looks were due when the trial was judged before, 0 for the first time:
 *     {@link TrialResult#looksTaken} of the last result
 */
public record TrialEvidence(
        HoldoutSplit split,
        TrialCounts baseline,
        TrialCounts trial,
        Duration sinceChange,
        Duration longerTtl,
        boolean evictionsBind,
        int looksTaken) {
    /** Refuses null and negative numbers. */
    public TrialEvidence {
        Require.noNull(TrialEvidence.class, split, baseline, trial, sinceChange, longerTtl, evictionsBind, looksTaken);
        Require.notNegative("time since the change", sinceChange);
        Require.positive("longer TTL", longerTtl);
        Require.notNegative("looks taken", looksTaken);
    }
}
