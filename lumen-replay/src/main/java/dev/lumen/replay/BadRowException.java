package dev.lumen.replay;

/**
 * A row that cannot be taken, on its way to whoever knows the file and the line. Bad rows may be many where they are
 * skipped, so it carries no stack trace.
 */
final class BadRowException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    BadRowException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
