package dev.lumen.api.observe;

import dev.lumen.api.units.Require;
import java.time.Duration;
import java.time.Instant;

/**
 * A span of wall-clock time over which something was counted; never empty.
 *
 * @param start the first instant inside
 * @param end the first instant after it, later than {@code start}
 */
public record Window(Instant start, Instant end) {
    private static final double NANOS_PER_HOUR = 3.6e12;

    /** Refuses an empty or reversed window: nothing can be a rate over it. */
    public Window {
        Require.noNull(Window.class, start, end);
        if (!start.isBefore(end)) {
            throw Require.refused("window end", end, "after its start, " + start);
        }
    }

    /**
     * The window of length {@code length} that ends at {@code end}.
     *
     * @throws IllegalArgumentException if {@code length} is not positive
     */
    public static Window ending(Instant end, Duration length) {
        return new Window(end.minus(Require.positive("window length", length)), end);
    }

    /** The length, above zero. */
    public Duration length() {
        return Duration.between(start, end);
    }

    /** {@code count} things in this window as a rate per hour. */
    public double perHour(double count) {
        Duration length = length();
        double nanos = length.getSeconds() * 1e9 + length.getNano();
        return count / (nanos / NANOS_PER_HOUR);
    }
}
