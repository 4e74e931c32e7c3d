package dev.lumen.api.advise;

import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Require;
import dev.lumen.api.units.Usd;
import java.util.Optional;

/**
 * What an answer costs that was right when it was stored and is no more, and how many of them are allowed.
 *
 * @param perHit dollars for one stale hit, 0 or more
 * @param limit the largest share of stale hits among the hits that is allowed; absent where there is none
 */
public record Staleness(Usd perHit, Optional<Ratio> limit) {
    /** Costs nothing, and is not limited but by the longest TTL. */
    public static final Staleness FREE = new Staleness(Usd.ZERO, Optional.empty());

    /** Refuses a negative price. */
    public Staleness {
        Require.noNull(Staleness.class, perHit, limit);
        Require.notNegative("cost per stale hit", perHit.amount());
    }
}
