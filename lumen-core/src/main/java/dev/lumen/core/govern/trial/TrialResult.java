package dev.lumen.core.govern.trial;

import dev.lumen.api.act.ChangeDecision;
import dev.lumen.api.act.Effect;
import dev.lumen.api.units.Require;
import java.util.Optional;

/**
 * What a trial has shown.
 *
 * @param decision what to do
 * @param reason why, in a sentence with its numbers
 * @param hitRatioChange of the keys with the new TTL against those with the old one, each against its own baseline, in ratio
 *     points; absent where nothing was judged
 * @param costChange the same in dollars a request, stale hits as predicted; absent where the hit ratio's is
 * @param covered share of the traffic that hot keys of one arm alone do not take out of the comparison, 0 to 1
 * @param newBefore keys with the new TTL, in the baseline
 * @param newAfter the same in the trial
 * @param oldBefore keys with the old TTL, in the baseline
 * @param oldAfter the same in the trial
 * @param looksTaken how many looks have been due by now: to be given to the next judgement
 */
public record TrialResult(
        ChangeDecision decision,
        String reason,
        Optional<Effect> hitRatioChange,
        Optional<Effect> costChange,
        double covered,
        ArmCounts newBefore,
        ArmCounts newAfter,
        ArmCounts oldBefore,
        ArmCounts oldAfter,
        int looksTaken) {
    /** Refuses null, a blank reason, and a share outside [0, 1]. */
    public TrialResult {
        Require.noNull(
                TrialResult.class,
                decision,
                reason,
                hitRatioChange,
                costChange,
                covered,
                newBefore,
                newAfter,
                oldBefore,
                oldAfter,
                looksTaken);
        Require.notBlank("reason of a trial's result", reason);
        covered = Require.within("share of the traffic compared", covered, 0, 1);
        Require.notNegative("looks taken", looksTaken);
    }
}
