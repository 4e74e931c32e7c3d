package dev.lumen.core.govern.ledger;

import dev.lumen.api.units.Require;
import java.util.Optional;

/**
 * A promise, with its outcome once there is one.
 *
 * @param prediction the promise
 * @param outcome what came of it; absent as long as that is open
 */
public record LedgerEntry(Prediction prediction, Optional<Outcome> outcome) {
    /** Refuses null. */
    public LedgerEntry {
        Require.noNull(LedgerEntry.class, prediction, outcome);
    }
}
