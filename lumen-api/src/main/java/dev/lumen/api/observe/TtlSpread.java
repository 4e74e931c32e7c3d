package dev.lumen.api.observe;

import dev.lumen.api.units.Require;
import java.time.Duration;

/**
 * How long a sample of the keys that expire still live. That is not the TTL that was set: of keys written all the time with
 * one TTL, half have less than half of it left.
 *
 * @param p10 a tenth of them expire within it, 0 or more
 * @param p50 half of them do, p10 or more
 * @param p90 nine tenths do, p50 or more
 */
public record TtlSpread(Duration p10, Duration p50, Duration p90) {
    /** Refuses null, negative times, and times out of order. */
    public TtlSpread {
        Require.noNull(TtlSpread.class, p10, p50, p90);
        Require.notNegative("p10 of the time left", p10);
        if (p10.compareTo(p50) > 0 || p50.compareTo(p90) > 0) {
            throw Require.refused("time left", p10 + ", " + p50 + ", " + p90, "times in rising order");
        }
    }
}
