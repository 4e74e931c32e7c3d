package dev.lumen.api.act;

import dev.lumen.api.units.Require;

/**
 * What a change has done, as measured, with an interval that was made to be looked at again and again: over all the looks of
 * one trial together it misses the truth with no more than the test's error probability α. The unit is that of the field that
 * holds it. Not an {@link dev.lumen.api.evidence.Estimate}, whose interval holds nine times out of ten at one look.
 *
 * @param value the best single guess, finite
 * @param low lower end of the interval, at most {@code value}
 * @param high upper end of the interval, at least {@code value}
 */
public record Effect(double value, double low, double high) {
    /** Refuses NaN, infinities, and an interval that does not hold the value. */
    public Effect {
        value = Require.finite("effect", value);
        low = Require.finite("effect's low end", low);
        high = Require.finite("effect's high end", high);
        if (low > value || value > high) {
            throw Require.refused("effect", value, "within its interval, " + low + " to " + high);
        }
    }

    /** Whether the interval leaves no change out: something happened. */
    public boolean differs() {
        return low > 0 || high < 0;
    }

    /** Each of the three numbers times {@code factor}; a negative factor swaps the ends. */
    public Effect times(double factor) {
        double a = low * factor;
        double b = high * factor;
        return new Effect(value * factor, Math.min(a, b), Math.max(a, b));
    }

    /** With a second part added whose ends are known; the widest interval of the two together. */
    public Effect plus(double part, double partLow, double partHigh) {
        return new Effect(value + part, low + partLow, high + partHigh);
    }
}
