package dev.lumen.examples.demo;

import dev.lumen.api.advise.Prices;
import dev.lumen.api.units.Usd;
import java.util.OptionalDouble;

/**
 * A day in figures.
 *
 * @param requests look-ups
 * @param hitRatio hits ÷ requests
 * @param staleRatio stale hits ÷ hits
 * @param apiCalls calls of the backend: one for each miss
 * @param apiCostUsd what they cost
 * @param memoryCostUsd what the memory cost, as provided and not as used
 * @param totalCostUsd both together
 * @param end TTL and size at the day's end
 */
public record Outcome(
        long requests,
        OptionalDouble hitRatio,
        OptionalDouble staleRatio,
        long apiCalls,
        Usd apiCostUsd,
        Usd memoryCostUsd,
        Usd totalCostUsd,
        Setting end) {
    /** The figures of {@code day} at {@code prices}. */
    static Outcome of(Day day, Prices prices) {
        Hour total = day.total();
        Usd api = Usd.of(total.calls() * prices.apiCall().amount());
        Usd memory = Usd.of(total.megabyteHours()
                / Prices.HOURS_PER_MONTH
                * prices.memoryMbMonth().amount());
        return new Outcome(
                total.requests(),
                total.hitRatio(),
                total.staleRatio(),
                total.calls(),
                api,
                memory,
                api.plus(memory),
                day.end());
    }
}
