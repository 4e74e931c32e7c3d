package dev.lumen.core.notify;

/** A request that is not Slack's, or none that Lumen knows. */
final class BadInteraction extends Exception {
    private static final long serialVersionUID = 1;

    private final SlackRefusal refusal;

    BadInteraction(SlackRefusal refusal) {
        super(refusal.name());
        this.refusal = refusal;
    }

    SlackRefusal refusal() {
        return refusal;
    }
}
