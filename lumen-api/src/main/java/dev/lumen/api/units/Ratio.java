package dev.lumen.api.units;

import java.util.Locale;
import java.util.Optional;

/**
 * A share of a whole, in [0, 1].
 *
 * @param value the share, 0 to 1
 */
public record Ratio(double value) implements Comparable<Ratio> {
    /** Refuses NaN and anything outside [0, 1]. */
    public Ratio {
        value = Require.within("ratio", value, 0, 1);
    }

    /**
     * The ratio {@code value}.
     *
     * @throws IllegalArgumentException if NaN or outside [0, 1]
     */
    public static Ratio of(double value) {
        return new Ratio(value);
    }

    /**
     * {@code percent} ÷ 100.
     *
     * @throws IllegalArgumentException if NaN or outside [0, 100]
     */
    public static Ratio ofPercent(double percent) {
        return new Ratio(Require.within("percent", percent, 0, 100) / 100);
    }

    /**
     * {@code part} ÷ {@code whole}, or empty where the whole is zero: nothing divided by nothing is not a ratio.
     *
     * @throws IllegalArgumentException if a count is negative or the part is larger than the whole
     */
    public static Optional<Ratio> of(long part, long whole) {
        Require.notNegative("part", part);
        if (part > whole) {
            throw Require.refused("part", part, "0 to the whole, " + whole);
        }
        return whole == 0 ? Optional.empty() : Optional.of(new Ratio((double) part / whole));
    }

    /** The ratio in percent, 0 to 100. */
    public double percent() {
        return value * 100;
    }

    @Override
    public int compareTo(Ratio other) {
        return Double.compare(value, other.value);
    }

    /** Percent with one decimal. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f %%", percent());
    }
}
