package dev.lumen.core.govern.verify;

import dev.lumen.api.act.ChangeDecision;
import dev.lumen.api.act.Effect;
import dev.lumen.api.units.Require;
import java.util.Optional;

/**
 * What came of a change.
 *
 * @param decision what to do
 * @param reason why, in a sentence with its numbers
 * @param hitRatioChange realised change of the hit ratio, in ratio points; absent where nothing can be said yet
 * @param costChange realised change of the cost, in dollars a request; absent where the hit ratio's is
 * @param control what windows were held against
 * @param weak whether this is weaker evidence than a change of the TTL that was held against the profile
 * @param promiseKept whether realised and promised interval meet, for hit ratio and cost alike; absent where nothing can be said
 * @param blocksBefore stretches of time before the change, 0 or more
 * @param blocksAfter the same after it had settled
 * @param requestsAfter requests after it had settled, 0 or more
 */
public record VerificationResult(
        ChangeDecision decision,
        String reason,
        Optional<Effect> hitRatioChange,
        Optional<Effect> costChange,
        Control control,
        boolean weak,
        Optional<Boolean> promiseKept,
        int blocksBefore,
        int blocksAfter,
        long requestsAfter) {
    /** Refuses null, a blank reason and negative numbers. */
    public VerificationResult {
        Require.noNull(
                VerificationResult.class,
                decision,
                reason,
                hitRatioChange,
                costChange,
                control,
                weak,
                promiseKept,
                blocksBefore,
                blocksAfter,
                requestsAfter);
        Require.notBlank("reason of a verification", reason);
        Require.notNegative("blocks before", blocksBefore);
        Require.notNegative("blocks after", blocksAfter);
        Require.notNegative("requests after", requestsAfter);
    }
}
