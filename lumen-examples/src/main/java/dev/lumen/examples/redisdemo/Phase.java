package dev.lumen.examples.redisdemo;

import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What the service did for a while.
 *
 * @param ttl the TTL in force at its end
 * @param length how long it was
 * @param requests look-ups
 * @param calls of the backend
 * @param stale answers from the cache whose content had changed at the backend
 * @param redisFailures calls that Redis did not answer
 * @param meanAnswer how long an answer took on average
 * @param apiCostUsdPerMonth what the calls would cost a month at this rate
 */
public record Phase(
        Duration ttl,
        Duration length,
        long requests,
        long calls,
        long stale,
        long redisFailures,
        Duration meanAnswer,
        Usd apiCostUsdPerMonth) {
    /** Answers from the cache ÷ requests; absent without requests. */
    public OptionalDouble hitRatio() {
        return requests == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) (requests - calls) / requests);
    }

    /** Stale answers ÷ answers from the cache; absent without any. */
    public OptionalDouble staleRatio() {
        long hits = requests - calls;
        return hits == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) stale / hits);
    }
}
