package dev.lumen.examples.cli;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ends a command with one message for the user and an exit status. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** See {@link ExitStatus}. */
    private final int status;

    Failure(int status, String message) {
        this(status, message, null);
    }

    Failure(int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** An option whose value is refused. */
    static Failure usage(String option, Object value, String allowed) {
        return new Failure(ExitStatus.USAGE, option + " is " + value + ", allowed: " + allowed);
    }

    /** Makes something of what the user gave; what it refuses is wrong usage. */
    static <T> T usageIfRefused(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitStatus.USAGE, String.valueOf(e.getMessage()), e);
        }
    }
}
