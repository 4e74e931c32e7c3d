package dev.lumen.core.govern.ledger;

import dev.lumen.api.units.Digits;
import dev.lumen.api.units.Require;
import java.util.Locale;

/**
 * How often promises of about one confidence were right.
 *
 * @param from lowest confidence of these promises, 0 to 1
 * @param to highest one, 0 to 1
 * @param mean the mean of the confidences, 0 to 1
 * @param count how many promises have an outcome, 1 or more
 * @param right how many of them were right, 0 to {@code count}
 */
public record Said(double from, double to, double mean, int count, int right) {
    /** Refuses NaN and values outside their range. */
    public Said {
        from = Require.within("lowest confidence", from, 0, 1);
        to = Require.within("highest confidence", to, from, 1);
        mean = Require.within("mean confidence", mean, 0, 1);
        Require.within("promises", count, 1, Integer.MAX_VALUE);
        Require.within("right promises", right, 0, count);
    }

    /** Such as {@code when it says 0.8 it is right 78 % of 41 times}. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "when it says %s it is right %.0f %% of %d times",
                Digits.of(mean, 2),
                100.0 * right / count,
                count);
    }
}
