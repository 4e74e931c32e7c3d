package dev.lumen.examples.serve;

/** Ends a call with an error for its caller, who reads the message; so it holds nothing that is not theirs to know. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    Reply reply() {
        return Reply.error(status, String.valueOf(getMessage()));
    }
}
