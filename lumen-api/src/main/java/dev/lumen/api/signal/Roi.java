package dev.lumen.api.signal;

import dev.lumen.api.units.Require;
import dev.lumen.api.units.Usd;
import java.util.OptionalDouble;

/**
 * What a cache returns on what it costs (SPEC §6).
 *
 * @param valueUsdPerMonth dollars a month that its hits save: the calls of the backend that they spare; 0 or more
 * @param costUsdPerMonth dollars a month for the memory provided; 0 or more
 * @param percent (value − cost) ÷ cost · 100, −100 or more; absent where the cache costs nothing
 * @param score 100 · (1 − cost ÷ value), 0 to 100; 0 where the value does not exceed the cost
 */
public record Roi(Usd valueUsdPerMonth, Usd costUsdPerMonth, OptionalDouble percent, double score) {
    /** Refuses negative money and figures outside their ranges. */
    public Roi {
        Require.noNull(Roi.class, valueUsdPerMonth, costUsdPerMonth, percent, score);
        Require.notNegative("value of the cache", valueUsdPerMonth.amount());
        Require.notNegative("cost of the cache", costUsdPerMonth.amount());
        percent = Require.within("ROI in percent", percent, -100, Double.MAX_VALUE);
        score = Require.within("ROI score", score, 0, 100);
    }
}
