package dev.lumen.core.notify;

/** A message could not be delivered; says why, and holds neither token nor address. */
class SlackException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean answered;

    SlackException(String message, boolean answered) {
        super(message);
        this.answered = answered;
    }

    /** Whether Slack refused this one message, so that others may go through. */
    boolean isOfThisMessageAlone() {
        return answered;
    }
}
