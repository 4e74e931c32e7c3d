package dev.lumen.core.govern;

import dev.lumen.api.act.Answer;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.state.AuditLog;
import dev.lumen.api.state.Mailbox;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.units.Require;
import java.util.List;
import java.util.Optional;

/**
 * Where the papers of a {@link Steward} are kept. In a fleet all three are shared.
 *
 * @param docket the docket, in a store of its own
 * @param audit the audit log
 * @param mail where people's letters wait
 */
public record Papers(StateStore docket, AuditLog audit, Mailbox mail) {
    /** Refuses a missing part. */
    public Papers {
        Require.noNull(Papers.class, docket, audit, mail);
    }

    /**
     * A proposal as the docket has it; may block for I/O. From another thread than the steward's this asks for a store that can be
     * read while it is saved to, as one over a file can.
     *
     * @return empty where there is none by that id, or it is no longer remembered
     * @throws Exception if the docket cannot be read
     */
    public Optional<ProposalHistory> proposal(String id) throws Exception {
        return new Filing(this).load().find(id);
    }

    /**
     * All that the docket remembers of proposals; may block for I/O, and asks the same of the store.
     *
     * @throws Exception if the docket cannot be read
     */
    public List<ProposalHistory> proposals() throws Exception {
        return new Filing(this).load().proposals();
    }

    /**
     * Leaves a person's answer for the steward; may block for I/O.
     *
     * @param id what tells it from others: 1 to 100 letters, digits and hyphens
     * @param answer what was said
     * @return false if there is one with that id already, which stays
     * @throws Exception if it could not be kept
     */
    public boolean post(String id, Answer answer) throws Exception {
        return Letter.of(answer).post(mail, id);
    }
}
