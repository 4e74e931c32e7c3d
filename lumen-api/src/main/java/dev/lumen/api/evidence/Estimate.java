package dev.lumen.api.evidence;

import dev.lumen.api.units.Require;

/**
 * An estimated number with the interval in which the truth lies nine times out of ten. The unit is that of the field that
 * holds it.
 *
 * @param value the best single guess, finite
 * @param low lower end of the interval, at most {@code value}
 * @param high upper end of the interval, at least {@code value}
 */
public record Estimate(double value, double low, double high) {
    /** Refuses NaN, infinities, and an interval that does not hold the value. */
    public Estimate {
        value = Require.finite("estimate", value);
        low = Require.finite("estimate's low end", low);
        high = Require.finite("estimate's high end", high);
        if (low > value || value > high) {
            throw Require.refused("estimate", value, "within its interval, " + low + " to " + high);
        }
    }

    /** A number without an error, such as one that was counted. */
    public static Estimate exactly(double value) {
        return new Estimate(value, value, value);
    }

    /** The middle of two bounds, in either order, with the bounds as its interval. */
    public static Estimate midway(double one, double other) {
        double low = Math.min(one, other);
        double high = Math.max(one, other);
        return new Estimate(Math.min(high, Math.max(low, low / 2 + high / 2)), low, high);
    }

    /** Each of the three numbers times {@code factor}; a negative factor swaps the ends. */
    public Estimate times(double factor) {
        double a = low * factor;
        double b = high * factor;
        return new Estimate(value * factor, Math.min(a, b), Math.max(a, b));
    }
}
