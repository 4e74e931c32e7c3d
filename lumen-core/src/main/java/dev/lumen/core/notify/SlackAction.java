package dev.lumen.core.notify;

import dev.lumen.api.act.Answer;
import java.util.Arrays;
import java.util.Optional;

/** The buttons under a proposal, by the {@code action_id} that tells which was pressed. */
enum SlackAction {
    APPROVE("lumen_approve", Optional.of(Answer.Verdict.APPROVE)),
    REJECT("lumen_reject", Optional.of(Answer.Verdict.REJECT)),
    DETAILS("lumen_details", Optional.empty());

    private final String id;
    private final Optional<Answer.Verdict> verdict;

    SlackAction(String id, Optional<Answer.Verdict> verdict) {
        this.id = id;
        this.verdict = verdict;
    }

    /** What it says to the proposal; empty where it only asks. */
    Optional<Answer.Verdict> verdict() {
        return verdict;
    }

    String id() {
        return id;
    }

    static Optional<SlackAction> of(String id) {
        return Arrays.stream(values()).filter(action -> action.id.equals(id)).findFirst();
    }
}
