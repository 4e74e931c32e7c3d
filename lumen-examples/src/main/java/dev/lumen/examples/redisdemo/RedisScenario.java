package dev.lumen.examples.redisdemo;

import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.Staleness;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.util.Optional;

/**
 * What a demonstration on a Redis starts from.
 *
 * @param seed of the traffic
 * @param perSecond requests a second
 * @param keys how many keys are asked for
 * @param skew Zipf's exponent
 * @param prices of a call of the backend and of memory
 * @param staleness what is allowed
 * @param bounds between which the TTL may move; it begins at their standard
 * @param phase how long the cache is watched before the loop is switched on, and once more after
 * @param every how often the loop runs
 * @param runs how many times
 */
public record RedisScenario(
        long seed,
        double perSecond,
        int keys,
        double skew,
        Prices prices,
        Staleness staleness,
        TtlBounds bounds,
        Duration phase,
        Duration every,
        int runs) {
    /**
     * The guide's bounds with milliseconds for seconds, so that sixteen hours pass in a minute. A call costs a thousandth of a
     * tenth of a cent, since there are a thousand times as many.
     */
    public static final RedisScenario DEFAULT = new RedisScenario(
            1,
            1000,
            2000,
            0.9,
            new Prices(Usd.of(0.000001), Prices.DEFAULT.memoryMbMonth()),
            new Staleness(Usd.ZERO, Optional.of(Ratio.ofPercent(5))),
            new TtlBounds(Duration.ofMillis(60), Duration.ofMillis(3600), Duration.ofMillis(300)),
            Duration.ofSeconds(6),
            Duration.ofSeconds(2),
            10);

    /** The same with another seed. */
    public RedisScenario withSeed(long seed) {
        return new RedisScenario(seed, perSecond, keys, skew, prices, staleness, bounds, phase, every, runs);
    }

    /** The same with other times. */
    public RedisScenario lasting(Duration phase, Duration every, int runs) {
        return new RedisScenario(seed, perSecond, keys, skew, prices, staleness, bounds, phase, every, runs);
    }
}
