package dev.lumen.core.notify;

import java.util.Arrays;
import java.util.Optional;

/** The buttons under a proposal, by the {@code action_id} that tells which was pressed. */
enum SlackAction {
    APPROVE("lumen_approve"),
    REJECT("lumen_reject"),
    DETAILS("lumen_details");

    private final String id;

    SlackAction(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    static Optional<SlackAction> of(String id) {
        return Arrays.stream(values()).filter(action -> action.id.equals(id)).findFirst();
    }
}
