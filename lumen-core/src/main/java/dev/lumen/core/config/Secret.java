package dev.lumen.core.config;

import dev.lumen.api.units.Require;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A text that must reach no log, no report and no message: only {@link #reveal} gives it out. Not a record, so that no
 * mapper writes it by its component. Equal to a secret with the same text. Immutable.
 */
public final class Secret {
    /** What is shown in its place. */
    private static final String SHOWN = "***";

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /**
     * A secret.
     *
     * @throws IllegalArgumentException if blank; the message does not hold it
     */
    public static Secret of(String text) {
        if (Require.present("secret", text).isBlank()) {
            throw new IllegalArgumentException("secret is blank, allowed: a text that is not blank");
        }
        return new Secret(text);
    }

    /** The text itself, for whoever must send it. */
    public String reveal() {
        return text;
    }

    /** The same, in a time that does not tell how much of it was right. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    private byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Three asterisks, whatever it is. */
    @Override
    public String toString() {
        return SHOWN;
    }
}
