package dev.lumen.api.act;

import dev.lumen.api.units.Require;

/** What was asked for is for a person to do; the message is the command that does it. */
public final class ByHandException extends Exception {
    private static final long serialVersionUID = 1;

    /** With what to run, which holds no secret. */
    public ByHandException(String command) {
        super(Require.notBlank("command", command));
    }
}
