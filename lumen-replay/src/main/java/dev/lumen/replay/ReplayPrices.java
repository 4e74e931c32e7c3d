package dev.lumen.replay;

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
    private static final double BYTES_PER_MB = 1 << 20;
    private static final double MILLIS_PER_HOUR = 3_600_000;
    private static final double HOURS_PER_MONTH = 730;
    private static final double BYTE_MILLIS_PER_MB_MONTH = BYTES_PER_MB * MILLIS_PER_HOUR * HOURS_PER_MONTH;

    /**
     * Checks the prices.
     *
     * @throws IllegalArgumentException if one is negative, infinite or not a number
     */
    public ReplayPrices {
        requirePrice("apiCost", apiCost);
        requirePrice("memoryCost", memoryCost);
        requirePrice("staleCost", staleCost);
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

    private static void requirePrice(String name, double usd) {
        if (!(usd >= 0 && usd < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + usd + ", allowed: 0 or more dollars, finite");
        }
    }
}
