package dev.lumen.core.govern.ledger;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.Require;

/**
 * What is to come, of what was: a policy's interval says how surely it knows the past, which may be exactly, and the hours to come
 * are not those that were. So each side is given a tenth of the change, and a fifth of a point where it is one of a hit ratio.
 * This is where calibration begins; from then on outcomes tell ({@link Calibration}).
 */
public final class Foresight {
    private static final double SHARE = 0.1;
    private static final double LEAST_POINTS = 0.002;

    private Foresight() {}

    /** A change of a hit ratio, in ratio points. */
    public static Estimate ofHitRatio(Estimate past) {
        return wider(past, LEAST_POINTS);
    }

    /** A change of a cost. */
    public static Estimate ofCost(Estimate past) {
        return wider(past, 0);
    }

    private static Estimate wider(Estimate past, double least) {
        double value = Require.present("estimate", past).value();
        double margin = SHARE * Math.abs(value) + least;
        return new Estimate(value, past.low() - margin, past.high() + margin);
    }
}
