package dev.lumen.examples.demo;

import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import java.time.Duration;

/**
 * What a demonstration starts from.
 *
 * @param seed of the traffic
 * @param workload what the traffic is like
 * @param prices of a call of the backend and of memory
 * @param bounds between which the loop may move
 * @param start where it begins
 * @param every how often it runs; divides an hour
 */
public record Scenario(long seed, Workload workload, Prices prices, Bounds bounds, Setting start, Duration every) {
    /**
     * A paid search at a dollar for a thousand calls, memory at the guide's price (that of a managed Redis, so dearer than
     * heap), a TTL of five minutes that someone once guessed, and too little room.
     */
    public static final Scenario DEFAULT = new Scenario(
            1,
            Workload.DEFAULT,
            new Prices(Usd.of(0.001), Prices.DEFAULT.memoryMbMonth()),
            new Bounds(TtlBounds.DEFAULT, SizeBounds.DEFAULT),
            new Setting(TtlBounds.DEFAULT.standard(), ByteSize.ofMegabytes(10)),
            Duration.ofMinutes(5));

    /** The same with another seed. */
    public Scenario withSeed(long seed) {
        return new Scenario(seed, workload, prices, bounds, start, every);
    }

    /**
     * How far the loop may go.
     *
     * @param ttl the TTLs that are allowed
     * @param size the capacities that are allowed
     */
    public record Bounds(TtlBounds ttl, SizeBounds size) {}
}
