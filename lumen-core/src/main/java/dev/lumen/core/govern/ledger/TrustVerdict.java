package dev.lumen.core.govern.ledger;

import dev.lumen.api.units.Require;

/**
 * By how many levels autonomy is to be lowered, and why.
 *
 * @param levelsDown 0, 1 or 2
 * @param reason a sentence with its numbers
 * @param againstIntervals odds against the intervals' holding nine times in ten, 0 or more
 * @param againstConfidences odds against the confidences' being no higher than they should, 0 or more
 */
public record TrustVerdict(int levelsDown, String reason, double againstIntervals, double againstConfidences) {
    /** Refuses null and values outside their range. */
    public TrustVerdict {
        Require.noNull(TrustVerdict.class, levelsDown, reason, againstIntervals, againstConfidences);
        Require.within("levels down", levelsDown, 0, 2);
        Require.notBlank("reason", reason);
        againstIntervals = Require.notNegative("odds against the intervals", againstIntervals);
        againstConfidences = Require.notNegative("odds against the confidences", againstConfidences);
    }
}
