package dev.lumen.core.govern;

import dev.lumen.api.units.Require;

/**
 * What became of something that a person said.
 *
 * @param accepted whether it was done
 * @param words what was done, or why not, as a sentence
 */
public record Ruling(boolean accepted, String words) {
    /** Refuses a missing part. */
    public Ruling {
        Require.noNull(Ruling.class, accepted, words);
    }

    static Ruling done(String words) {
        return new Ruling(true, words);
    }

    static Ruling refused(String why) {
        return new Ruling(false, why);
    }
}
