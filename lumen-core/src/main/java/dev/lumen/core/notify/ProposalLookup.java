package dev.lumen.core.notify;

import dev.lumen.api.act.ProposalHistory;
import java.util.Optional;

/**
 * Where a proposal and what became of it can be read; usually the docket of whoever governs the cache.
 *
 * <p>Called from any thread, by several at once. It may block for I/O; a call that outlives its deadline is interrupted.
 */
@FunctionalInterface
public interface ProposalLookup {
    /**
     * A proposal by its id.
     *
     * @return empty where there is none, or none any more
     * @throws Exception if it cannot be known now; the message reaches the log, so it must hold no secret
     */
    Optional<ProposalHistory> find(String id) throws Exception;
}
