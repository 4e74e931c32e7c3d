package dev.lumen.api.act;

import dev.lumen.api.units.Require;
import java.time.Instant;

/**
 * What a person said to a proposal.
 *
 * @param proposalId the proposal
 * @param verdict yes or no
 * @param by who, as whatever carried the answer knows them, such as {@code cli:anna} or {@code slack:U024BE7LH}; not blank
 * @param at when it was given
 * @param why in the person's own words; may be empty
 */
public record Answer(String proposalId, Verdict verdict, String by, Instant at, String why) {
    /** Yes or no. */
    public enum Verdict {
        /** Do it. */
        APPROVE,
        /** Leave it. */
        REJECT
    }

    /** Refuses a missing part, an id that no proposal has, and nobody. */
    public Answer {
        Require.noNull(Answer.class, proposalId, verdict, by, at, why);
        if (!Proposal.isId(proposalId)) {
            throw Require.refused("proposal id", proposalId, "1 to 64 letters, digits and hyphens");
        }
        Require.notBlank("who answers", by);
    }
}
