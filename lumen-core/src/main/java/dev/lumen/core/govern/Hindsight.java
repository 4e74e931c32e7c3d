package dev.lumen.core.govern;

import dev.lumen.api.units.Require;

/**
 * What the access profile says of the time since the last review.
 *
 * @param before the hit ratio that the setting from before the change under way would have had; that in force where none is
 * @param inForce the same of the setting in force
 */
public record Hindsight(double before, double inForce) {
    /** Refuses NaN and what is no ratio. */
    public Hindsight {
        before = Require.within("hit ratio in hindsight", before, 0, 1);
        inForce = Require.within("hit ratio in hindsight", inForce, 0, 1);
    }
}
