package dev.lumen.core.govern.ledger;

import dev.lumen.api.advise.Confidence;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.Require;

/**
 * A number that is to come, and how sure somebody is of the advice that rests on it.
 *
 * @param estimate the number with its 90 % interval
 * @param confidence how often an advice like this one is right
 */
public record Claim(Estimate estimate, Confidence confidence) {
    /** Refuses null. */
    public Claim {
        Require.noNull(Claim.class, estimate, confidence);
    }
}
