package dev.lumen.api.advise;

import dev.lumen.api.units.Require;
import dev.lumen.api.units.Seconds;
import java.time.Duration;

/**
 * A limit on how long a look-up may take on average, a hit taken to take no time beside a load. It is a limit on the miss
 * ratio: at most {@code atMost ÷ load}.
 *
 * @param load how long the load of a missing entry takes on average, above zero
 * @param atMost how long a look-up may take on average, above zero
 */
public record LatencyLimit(Duration load, Duration atMost) {
    /** Refuses null, and times of zero or less. */
    public LatencyLimit {
        Require.noNull(LatencyLimit.class, load, atMost);
        Require.positive("load time", load);
        Require.positive("latency limit", atMost);
    }

    /** The largest share of look-ups that may miss, 0 to 1. */
    public double missRatio() {
        return Math.min(1, Seconds.of(atMost) / Seconds.of(load));
    }
}
