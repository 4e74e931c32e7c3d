package dev.lumen.replay;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What a replay or a window of it cost, in US dollars: see {@link ReplayPrices#costsOf}.
 *
 * @param apiUsd misses × their price
 * @param memoryUsd the capacity provided, over time × its price; absent if the capacity had no limit
 * @param staleUsd stale hits × their price
 */
public record ReplayCosts(double apiUsd, OptionalDouble memoryUsd, double staleUsd) {

    /** Checks that nothing is absent that may not be. */
    public ReplayCosts {
        Objects.requireNonNull(memoryUsd, "memoryUsd");
    }

    /**
     * Returns the sum of the three.
     *
     * @return dollars, 0 or more; absent if memory is, since a sum without it could not be compared with one that has it
     */
    public OptionalDouble totalUsd() {
        return memoryUsd.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(apiUsd + memoryUsd.getAsDouble() + staleUsd);
    }
}
