package dev.lumen.api.state;

import java.io.IOException;

/** A write was refused, since whoever asked for it no longer leads its fleet or went by what is no longer there. */
public final class StaleWriteException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param message who is refused and by what, without a secret
     */
    public StaleWriteException(String message) {
        super(message);
    }
}
