package dev.lumen.api.act;

import java.util.Set;

/**
 * Where a proposal is in its life (SPEC §10):
 *
 * <pre>
 * PROPOSED → APPROVED → ON_TRIAL → APPLIED → VERIFIED
 *     │          │          │         └────→ ROLLED_BACK
 *     │          │          └──────────────→ ROLLED_BACK
 *     │          └→ APPLIED (without a trial)
 *     └→ REJECTED
 * PROPOSED, APPROVED → EXPIRED, SUPERSEDED, WITHDRAWN
 * </pre>
 */
public enum ProposalStatus {
    /** Waits for an answer. */
    PROPOSED,
    /** A person, or the level of autonomy, has said yes; not yet done. */
    APPROVED,
    /** In force for a share of the keys. */
    ON_TRIAL,
    /** In force for all, not yet verified. */
    APPLIED,
    /** Kept what it promised, or at least did no harm. The end. */
    VERIFIED,
    /** Did harm, and was taken back. The end. */
    ROLLED_BACK,
    /** A person said no. The end. */
    REJECTED,
    /** Nobody answered in time, or what it was made from has moved. The end. */
    EXPIRED,
    /** A newer one for the same lever took its place. The end. */
    SUPERSEDED,
    /** Taken back before anything was done, by an emergency stop or an override. The end. */
    WITHDRAWN;

    /** Whether {@code next} may follow. */
    public boolean mayBecome(ProposalStatus next) {
        return following().contains(next);
    }

    /** Whether nothing follows. */
    public boolean isFinal() {
        return following().isEmpty();
    }

    /** Whether it waits, for an answer or for being done. */
    public boolean isOpen() {
        return this == PROPOSED || this == APPROVED;
    }

    /** Whether its change is in force and not yet judged: no other lever of the cache may move meanwhile. */
    public boolean isUnderWay() {
        return this == ON_TRIAL || this == APPLIED;
    }

    private Set<ProposalStatus> following() {
        return switch (this) {
            case PROPOSED -> Set.of(APPROVED, REJECTED, EXPIRED, SUPERSEDED, WITHDRAWN);
            case APPROVED -> Set.of(ON_TRIAL, APPLIED, EXPIRED, SUPERSEDED, WITHDRAWN);
            case ON_TRIAL -> Set.of(APPLIED, ROLLED_BACK);
            case APPLIED -> Set.of(VERIFIED, ROLLED_BACK);
            case VERIFIED, ROLLED_BACK, REJECTED, EXPIRED, SUPERSEDED, WITHDRAWN -> Set.of();
        };
    }
}
