package dev.lumen.core.gate;

import dev.lumen.api.gate.GateComponent;
import dev.lumen.api.units.Require;

/**
 * What each component counts for; the four sum to 1.
 *
 * @param roi weight of the return on the cache's cost
 * @param slo weight of the objectives
 * @param maturity weight of the maturity
 * @param cache weight of the hit ratio
 */
public record GateWeights(double roi, double slo, double maturity, double cache) {
    /** The guide's Unified Gate v1.7: 30, 25, 25 and 20 %. */
    public static final GateWeights DEFAULT = new GateWeights(0.30, 0.25, 0.25, 0.20);

    private static final double ROUNDING = 1e-9;

    /** Refuses a negative weight and a sum other than 1. */
    public GateWeights {
        Require.notNegative("ROI weight", roi);
        Require.notNegative("SLO weight", slo);
        Require.notNegative("maturity weight", maturity);
        Require.notNegative("cache weight", cache);
        double sum = roi + slo + maturity + cache;
        if (Math.abs(sum - 1) > ROUNDING) {
            throw Require.refused("sum of the gate weights", sum, "1");
        }
    }

    double of(GateComponent component) {
        return switch (component) {
            case ROI -> roi;
            case SLO -> slo;
            case MATURITY -> maturity;
            case CACHE -> cache;
        };
    }
}
