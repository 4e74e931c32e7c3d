package dev.lumen.core.govern;

import java.io.IOException;

/** What is stored is of a version that is known, and is no docket. */
final class DamagedDocketException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedDocketException(IOException cause) {
        super("the docket is damaged: " + cause.getMessage(), cause);
    }
}
