package dev.lumen.api.feedback;

import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.units.Require;

/**
 * Something that was configured but is not in this feedback.
 *
 * @param source what should have supplied it
 * @param reason why it did not
 * @param detail the same in words
 */
public record MissingPart(String source, MissingReason reason, String detail) {
    /** Refuses what is null. */
    public MissingPart {
        Require.noNull(MissingPart.class, source, reason, detail);
    }
}
