package dev.lumen.core.sizing;

import dev.lumen.api.units.Require;

/**
 * The thresholds of {@link RoiSizeOptimizer} (the guide's section 4.2), as shares of the capacity in use unless said
 * otherwise.
 *
 * @param lowUsage below it the cache is too large
 * @param optimalFrom where the optimal band begins
 * @param optimalTo where the optimal band ends and pressure begins
 * @param highUsage from it on any eviction asks for room
 * @param highEvictionsPerHour above it evictions are high
 * @param goodHitRatio from it on the cache is worth more room even before it evicts
 * @param growth what SCALE_UP multiplies the size by, above 1
 * @param deepestCut the smallest share of the size that SCALE_DOWN leaves in one step, above 0 and below 1
 */
public record SizeRules(
        double lowUsage,
        double optimalFrom,
        double optimalTo,
        double highUsage,
        double highEvictionsPerHour,
        double goodHitRatio,
        double growth,
        double deepestCut) {
    /** The guide's settings. */
    public static final SizeRules DEFAULT = new SizeRules(0.50, 0.70, 0.85, 0.90, 100, 0.80, 1.5, 0.5);

    /** Refuses thresholds outside their range or out of order. */
    public SizeRules {
        Require.within("high usage", highUsage, 0, 1);
        Require.within("end of the optimal band", optimalTo, 0, highUsage);
        Require.within("start of the optimal band", optimalFrom, 0, optimalTo);
        Require.within("low usage", lowUsage, 0, optimalFrom);
        Require.notNegative("high evictions per hour", highEvictionsPerHour);
        Require.within("good hit ratio", goodHitRatio, 0, 1);
        if (!(growth > 1 && growth <= 100)) {
            throw Require.refused("growth", growth, "above 1, at most 100");
        }
        if (!(deepestCut > 0 && deepestCut < 1)) {
            throw Require.refused("deepest cut", deepestCut, "above 0 and below 1");
        }
    }

    /** The middle of the optimal band: what a shrunken cache should be filled to. */
    double target() {
        return (optimalFrom + optimalTo) / 2;
    }
}
