package dev.lumen.core.govern.trial;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.Require;
import dev.lumen.api.units.Usd;

/**
 * What turns a change of the hit ratio into one of cost.
 *
 * @param miss dollars for a miss, 0 or more
 * @param staleChange change of the cost of stale hits, in dollars a request, as predicted: a cache's wrapper sees hits and
 *     misses, not whether what it hits was out of date
 */
public record TrialPrices(Usd miss, Estimate staleChange) {
    /** Refuses a negative price. */
    public TrialPrices {
        Require.noNull(TrialPrices.class, miss, staleChange);
        Require.notNegative("price of a miss", miss.amount());
    }

    /** Where stale hits cost nothing. */
    public static TrialPrices ofMisses(Usd miss) {
        return new TrialPrices(miss, new Estimate(0, 0, 0));
    }
}
