package dev.lumen.api.units;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** A number as sentences write it. Thread-safe. */
public final class Digits {
    private static final double SMALL = 1e-6;
    private static final double LARGE = 1e9;

    private Digits() {}

    /**
     * {@code value} to {@code significant} digits without trailing zeros, such as {@code 0.9} or {@code 1250}; with an exponent
     * below a millionth and from a milliard on.
     *
     * @param value finite
     * @param significant how many digits count, 1 or more
     */
    public static String of(double value, int significant) {
        double size = Math.abs(Require.finite("number", value));
        if (size != 0 && (size < SMALL || size >= LARGE)) {
            return String.format(Locale.ROOT, "%." + (significant - 1) + "e", value);
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(significant));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
