package dev.lumen.api.units;

import java.util.Locale;

/**
 * Percentages as sentences write them, with one decimal: a change against next to nothing is only said to be large, and one that
 * rounds to nothing is nothing, without a sign. Thread-safe.
 */
public final class Percent {
    /** A hundredfold: beyond it the figure says no more than that the base is small. */
    private static final double MOST_SHOWN = 10_000;

    private static final double ROUNDS_TO_NOTHING = 0.05;

    private Percent() {}

    /**
     * A change with its sign, such as {@code +3.5 %}, {@code 0 %} or {@code more than +10,000 %}.
     *
     * @param percent finite
     */
    public static String change(double percent) {
        return text(percent, "%+,.1f %%", percent < 0 ? "-" : "+");
    }

    /**
     * The size of a change, without its sign.
     *
     * @param percent finite
     */
    public static String size(double percent) {
        return text(Math.abs(percent), "%,.1f %%", "");
    }

    private static String text(double percent, String format, String sign) {
        double size = Math.abs(Require.finite("percent", percent));
        if (size < ROUNDS_TO_NOTHING) {
            return "0 %";
        }
        return size > MOST_SHOWN
                ? String.format(Locale.ROOT, "more than %s%,.0f %%", sign, MOST_SHOWN)
                : String.format(Locale.ROOT, format, percent);
    }
}
