package dev.lumen.api.evidence;

import dev.lumen.api.units.Require;

/**
 * Why look-ups missed, as shares of all look-ups. A longer TTL can only help the expired ones, a larger cache only the
 * evicted ones; against the other two neither does anything.
 *
 * @param cold the key had not been read before, 0 to 1
 * @param expired its entry's time was up, 0 to 1
 * @param evicted its entry was pushed out for room, or too large to be stored, 0 to 1
 * @param invalidated its entry had been taken out on purpose and would still have been there, 0 to 1
 */
public record MissCauses(double cold, double expired, double evicted, double invalidated) {
    /** Refuses NaN and anything outside [0, 1]. */
    public MissCauses {
        cold = Require.within("cold misses", cold, 0, 1);
        expired = Require.within("expired misses", expired, 0, 1);
        evicted = Require.within("evicted misses", evicted, 0, 1);
        invalidated = Require.within("invalidated misses", invalidated, 0, 1);
    }
}
