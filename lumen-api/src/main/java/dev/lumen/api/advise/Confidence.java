package dev.lumen.api.advise;

import dev.lumen.api.units.Require;

/**
 * How often an advice like this one is right.
 *
 * @param value 0 to 1
 */
public record Confidence(double value) {
    /** The words for the bands of SPEC §4. */
    public enum Label {
        /** 0.75 or more. */
        HIGH,
        /** 0.5 or more. */
        MEDIUM,
        /** Less. */
        LOW
    }

    /** Refuses NaN and anything outside [0, 1]. */
    public Confidence {
        value = Require.within("confidence", value, 0, 1);
    }

    /**
     * The confidence {@code value}.
     *
     * @throws IllegalArgumentException if NaN or outside [0, 1]
     */
    public static Confidence of(double value) {
        return new Confidence(value);
    }

    /** The band that the value falls in. */
    public Label label() {
        return value >= 0.75 ? Label.HIGH : value >= 0.5 ? Label.MEDIUM : Label.LOW;
    }
}
