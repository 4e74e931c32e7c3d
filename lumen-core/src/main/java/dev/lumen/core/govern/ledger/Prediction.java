package dev.lumen.core.govern.ledger;

import dev.lumen.api.units.Require;
import java.time.Instant;

/**
 * One promise.
 *
 * @param id what its outcome will be known by, such as the proposal's; not blank
 * @param at when it was made
 * @param what which number is promised, such as {@code hit ratio change}; not blank
 * @param said what the policy said: from this calibration learns
 * @param published what was shown for it, recalibrated: by this trust is judged
 */
public record Prediction(String id, Instant at, String what, Claim said, Claim published) {
    /** Refuses null and blank texts. */
    public Prediction {
        Require.noNull(Prediction.class, id, at, what, said, published);
        Require.notBlank("id of a prediction", id);
        Require.notBlank("what is predicted", what);
    }
}
