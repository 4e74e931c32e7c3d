package dev.lumen.api.units;

import java.math.BigDecimal;
import java.time.Duration;

/** How sentences write a duration: as seconds, with as many decimals as it takes and no more. */
public final class Seconds {
    private static final int NANO_DIGITS = 9;

    private Seconds() {}

    /** {@code duration} in seconds with its unit, such as {@code 300 s} or {@code 0.5 s}. */
    public static String text(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds())
                        .add(BigDecimal.valueOf(duration.getNano(), NANO_DIGITS))
                        .stripTrailingZeros()
                        .toPlainString()
                + " s";
    }
}
