package dev.lumen.core.govern;

import dev.lumen.api.act.Change;
import dev.lumen.api.act.Proposal;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the access profile says of the time since the last review.
 *
 * @param before the hit ratio that the setting from before the change under way would have had; that in force where none is
 * @param inForce the same of the setting in force
 */
public record Hindsight(double before, double inForce) {
    /** Refuses NaN and what is no ratio. */
    public Hindsight {
        before = Require.within("hit ratio in hindsight", before, 0, 1);
        inForce = Require.within("hit ratio in hindsight", inForce, 0, 1);
    }

    /** What two surfaces tell of the time between them; empty where they cannot. */
    static Optional<Hindsight> of(Docket docket, Present present, HitRatioSurface earlier, HitRatioSurface now) {
        Optional<Change> change =
                docket.underWay().map(ProposalHistory::proposal).map(Proposal::change);
        Optional<Duration> ttl = change.flatMap(
                        each -> each instanceof Change.OfTtl of ? Optional.of(of.from()) : Optional.empty())
                .or(present::ttl);
        Optional<ByteSize> size = change.flatMap(
                        each -> each instanceof Change.OfSize of ? Optional.of(of.from()) : Optional.empty())
                .or(present::capacity);
        OptionalDouble before = now.hitRatioSince(earlier, ttl, size);
        OptionalDouble inForce = now.hitRatioSince(earlier, present.ttl(), present.capacity());
        return before.isPresent() && inForce.isPresent()
                ? Optional.of(new Hindsight(before.getAsDouble(), inForce.getAsDouble()))
                : Optional.empty();
    }
}
