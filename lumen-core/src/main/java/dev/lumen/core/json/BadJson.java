package dev.lumen.core.json;

/** A file that people write is not as it should be; the message names file, field, value and what is allowed. */
public final class BadJson extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    BadJson(String message) {
        super(message);
    }

    BadJson(String message, Throwable cause) {
        super(message, cause);
    }
}
