package dev.lumen.replay;

import dev.lumen.api.advise.Prices;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a replay's misses, memory and stale hits are priced at, in US dollars. Each is finite and 0 or more.
 *
 * @param apiCost for one miss: the call that the cache would have saved
 * @param memoryCost for a MB (1,048,576 bytes) of capacity provided for a month (730 h)
 * @param staleCost for one stale hit
 */
public record ReplayPrices(double apiCost, double memoryCost, double staleCost) {
    private static final double BYTE_MILLIS_PER_MB_MONTH =
            ByteSize.ofMegabytes(1).bytes() * Duration.ofHours(1).toMillis() * Prices.HOURS_PER_MONTH;

    /**
     * Checks the prices.
     *
     * @throws IllegalArgumentException if one is negative, infinite or not a number
     */
    public ReplayPrices {
        apiCost = Require.notNegative("apiCost", apiCost);
        memoryCost = Require.notNegative("memoryCost", memoryCost);
        staleCost = Require.notNegative("staleCost", staleCost);
    }

    /**
     * Prices a whole replay, or a window of it. Memory is paid for as provided, not as used, each capacity from the moment
     * it was set.
     *
     * @param counters what the cache counted in that time
     * @return the cost, without a figure for memory if the capacity had no limit at some time
     */
    public ReplayCosts costsOf(CacheCounters counters) {
        Optional<Double> memory = counters.occupancy()
                .providedByteMillis()
                .map(provided -> provided.doubleValue() / BYTE_MILLIS_PER_MB_MONTH * memoryCost);
        return new ReplayCosts(
                counters.misses().total() * apiCost,
                memory.map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
                counters.hits().stale() * staleCost);
    }
}
