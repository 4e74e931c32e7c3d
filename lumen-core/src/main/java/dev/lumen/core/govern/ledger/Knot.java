package dev.lumen.core.govern.ledger;

import dev.lumen.api.units.Require;

/**
 * A point of a calibration curve.
 *
 * @param said the confidence that was said, 0 to 1
 * @param right how often that is right, 0 to 1
 */
public record Knot(double said, double right) {
    /** Refuses NaN and anything outside [0, 1]. */
    public Knot {
        said = Require.within("said confidence", said, 0, 1);
        right = Require.within("share that is right", right, 0, 1);
    }
}
