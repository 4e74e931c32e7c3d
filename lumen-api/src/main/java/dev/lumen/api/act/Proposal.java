package dev.lumen.api.act;

import dev.lumen.api.advise.Confidence;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Require;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A change that Lumen would make, bound to what it was made from.
 *
 * @param id what people call it, such as {@code ttl-3f9a2c41}; letters, digits and hyphens
 * @param cache the cache that it is for
 * @param change what is to be changed
 * @param baseline what it was made from
 * @param proposedAt when
 * @param expiresAt from when on it no longer stands, after {@code proposedAt}
 * @param promise what it is to bring
 * @param reasons why; never empty
 */
public record Proposal(
        String id,
        CacheName cache,
        Change change,
        Baseline baseline,
        Instant proposedAt,
        Instant expiresAt,
        Promise promise,
        List<Reason> reasons) {
    /** Refuses a missing part, an id of other signs, an expiry that is not later, and no reason. */
    public Proposal {
        Require.noNull(Proposal.class, id, cache, change, baseline, proposedAt, expiresAt, promise, reasons);
        if (!isId(id)) {
            throw Require.refused("proposal id", id, "1 to 64 letters, digits and hyphens");
        }
        if (!expiresAt.isAfter(proposedAt)) {
            throw Require.refused("expiry", expiresAt, "after " + proposedAt);
        }
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw Require.refused("reasons", "empty", "at least one");
        }
    }

    /** Whether {@code text} can be the id of a proposal: 1 to 64 letters, digits and hyphens. */
    public static boolean isId(String text) {
        return text.matches("[A-Za-z0-9-]{1,64}");
    }

    /**
     * What a change is to bring, against which it is verified.
     *
     * @param hitRatioChange in ratio points (0.05 = five points), once settled; absent where not known
     * @param costChangeUsdPerMonth in dollars a month, all costs together, negative where it saves; absent where not known
     * @param confidence how often such a promise is kept
     */
    public record Promise(
            Optional<Estimate> hitRatioChange, Optional<Estimate> costChangeUsdPerMonth, Confidence confidence) {
        /** Refuses a missing part. */
        public Promise {
            Require.noNull(Promise.class, hitRatioChange, costChangeUsdPerMonth, confidence);
        }
    }
}
