package dev.lumen.api.advise;

import dev.lumen.api.units.Require;
import java.util.OptionalDouble;

/**
 * One reason for an advice, with the number it rests on where there is one.
 *
 * @param text the reason as a sentence, number included
 * @param number the number by itself, finite
 */
public record Reason(String text, OptionalDouble number) {
    /** Refuses a blank text and a number that is not finite. */
    public Reason {
        Require.noNull(Reason.class, text, number);
        Require.notBlank("reason", text);
        number = Require.finite("number of a reason", number);
    }

    /** A reason that rests on no number. */
    public static Reason of(String text) {
        return new Reason(text, OptionalDouble.empty());
    }

    /** A reason that rests on {@code number}. */
    public static Reason of(String text, double number) {
        return new Reason(text, OptionalDouble.of(number));
    }
}
