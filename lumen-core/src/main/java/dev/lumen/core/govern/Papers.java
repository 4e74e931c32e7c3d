package dev.lumen.core.govern;

import dev.lumen.api.state.AuditLog;
import dev.lumen.api.state.Mailbox;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.units.Require;

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
}
