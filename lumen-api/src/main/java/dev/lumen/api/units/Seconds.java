package dev.lumen.api.units;

import java.math.BigDecimal;
import java.time.Duration;

/** A duration as a number of seconds: to calculate with, and as sentences write it. Thread-safe. */
public final class Seconds {
    private static final int NANO_DIGITS = 9;
    private static final double NANOS_PER_SECOND = 1e9;

    private Seconds() {}

    /** {@code duration} in seconds, to the precision of a double: to the nanosecond for some months. */
    public static double of(Duration duration) {
        return duration.getSeconds() + duration.getNano() / NANOS_PER_SECOND;
    }

    /** {@code duration} in seconds with its unit, with as many decimals as it takes, such as {@code 300 s} or {@code 0.5 s}. */
    public static String text(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds())
                        .add(BigDecimal.valueOf(duration.getNano(), NANO_DIGITS))
                        .stripTrailingZeros()
                        .toPlainString()
                + " s";
    }
}
