package dev.lumen.core.notify;

/** A message could not be delivered; says why, and holds neither token nor address. */
public final class SlackException extends Exception {
    private static final long serialVersionUID = 1;

    SlackException(String message) {
        super(message);
    }
}
