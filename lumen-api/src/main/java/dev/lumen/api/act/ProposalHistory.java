package dev.lumen.api.act;

import dev.lumen.api.units.Require;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A proposal and what became of it, step by step.
 *
 * @param proposal what was proposed
 * @param steps oldest first; the first is PROPOSED, and each may follow the one before
 */
public record ProposalHistory(Proposal proposal, List<Step> steps) {
    /** Refuses a life that does not begin with PROPOSED, or has a step that may not follow the one before. */
    public ProposalHistory {
        Require.noNull(ProposalHistory.class, proposal, steps);
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.get(0).status() != ProposalStatus.PROPOSED) {
            throw Require.refused("steps", steps, "PROPOSED first");
        }
        for (int i = 1; i < steps.size(); i++) {
            if (!steps.get(i - 1).status().mayBecome(steps.get(i).status())) {
                throw Require.refused(
                        "step after " + steps.get(i - 1).status(), steps.get(i).status(), "one that may follow");
            }
        }
    }

    /**
     * A step of a proposal's life.
     *
     * @param status where it is from then on
     * @param at when
     * @param by who: a person as their answer names them, or {@code lumen}
     * @param why in a sentence; may be empty
     */
    public record Step(ProposalStatus status, Instant at, String by, String why) {
        /** Who takes the steps that no person takes. */
        public static final String LUMEN = "lumen";

        /** Refuses a missing part and nobody. */
        public Step {
            Require.noNull(Step.class, status, at, by, why);
            Require.notBlank("who", by);
        }
    }

    /** A proposal at the beginning of its life. */
    public static ProposalHistory of(Proposal proposal) {
        return new ProposalHistory(
                proposal, List.of(new Step(ProposalStatus.PROPOSED, proposal.proposedAt(), Step.LUMEN, "")));
    }

    /** The last step. */
    public Step latest() {
        return steps.get(steps.size() - 1);
    }

    /** Where the proposal is now. */
    public ProposalStatus status() {
        return latest().status();
    }

    /** The step at which the proposal became {@code status}; empty where it never did. */
    public Optional<Step> step(ProposalStatus status) {
        return steps.stream().filter(step -> step.status() == status).findFirst();
    }

    /**
     * The same with one more step.
     *
     * @throws IllegalArgumentException if that step may not follow
     */
    public ProposalHistory then(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new ProposalHistory(proposal, more);
    }
}
