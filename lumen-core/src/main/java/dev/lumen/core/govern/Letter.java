package dev.lumen.core.govern;

import dev.lumen.api.act.Answer;
import dev.lumen.api.act.Proposal;
import dev.lumen.api.state.Mailbox;
import dev.lumen.api.units.Require;
import dev.lumen.core.govern.audit.AuditEntry;
import dev.lumen.core.json.LumenJson;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person says to whoever governs a cache, as it waits in a {@link Mailbox}.
 *
 * @param kind what is said
 * @param proposalId the proposal that is answered; present for answers and only for them
 * @param by who, such as {@code cli:anna}; not blank
 * @param at when
 * @param why in their own words; may be empty
 */
public record Letter(Kind kind, Optional<String> proposalId, String by, Instant at, String why) {
    /** What can be said. */
    public enum Kind {
        /** Yes to a proposal. */
        APPROVE,
        /** No to a proposal. */
        REJECT,
        /** Stop everything. */
        STOP,
        /** Let changes be made again. */
        RELEASE
    }

    private static final int HASH_DIGITS = 16;

    /** Refuses a missing part, nobody, an answer to nothing, and an order about a proposal. */
    public Letter {
        Require.noNull(Letter.class, kind, proposalId, by, at, why);
        Require.notBlank("who writes", by);
        boolean answers = kind == Kind.APPROVE || kind == Kind.REJECT;
        if (answers != proposalId.filter(Proposal::isId).isPresent()) {
            throw Require.refused(
                    "proposal id of a letter that says " + kind,
                    proposalId.orElse("absent"),
                    answers ? "1 to 64 letters, digits and hyphens" : "none");
        }
    }

    /** The letter with an answer to a proposal. */
    public static Letter of(Answer answer) {
        Kind kind = answer.verdict() == Answer.Verdict.APPROVE ? Kind.APPROVE : Kind.REJECT;
        return new Letter(kind, Optional.of(answer.proposalId()), answer.by(), answer.at(), answer.why());
    }

    /**
     * Leaves it in a mailbox; may block for I/O. Letters are heard in the order of their times.
     *
     * @return false if the same letter is there already
     * @throws Exception if it could not be kept
     */
    public boolean post(Mailbox mailbox) throws Exception {
        String hash = AuditEntry.sha256(LumenJson.line(this)).substring(0, HASH_DIGITS);
        String id = String.format(Locale.ROOT, "%015d-%s", Math.max(0, at.toEpochMilli()), hash);
        return post(mailbox, id);
    }

    /**
     * Leaves it in a mailbox under an id of the sender's, so that what is the same to the sender is there once.
     *
     * @param id 1 to 100 letters, digits and hyphens
     * @return false if there is one with that id already, which stays
     * @throws Exception if it could not be kept
     */
    public boolean post(Mailbox mailbox, String id) throws Exception {
        return mailbox.post(id, LumenJson.bytes(this));
    }

    /**
     * The letter in a message.
     *
     * @throws IOException if it is none
     */
    static Letter read(byte[] message) throws IOException {
        return LumenJson.read(message, Letter.class);
    }

    /** The answer in a letter that is one. */
    Answer answer() {
        return new Answer(
                proposalId.orElseThrow(),
                kind == Kind.APPROVE ? Answer.Verdict.APPROVE : Answer.Verdict.REJECT,
                by,
                at,
                why);
    }
}
