package dev.lumen.core.trend;

import dev.lumen.api.units.Require;
import java.time.Instant;

/**
 * What a metric was at a time.
 *
 * @param at when
 * @param value finite
 */
public record TimedValue(Instant at, double value) {
    /** Refuses NaN and infinities. */
    public TimedValue {
        Require.present("time", at);
        value = Require.finite("value", value);
    }
}
