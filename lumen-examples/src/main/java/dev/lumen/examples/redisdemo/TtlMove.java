package dev.lumen.examples.redisdemo;

import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A TTL that the loop changed.
 *
 * @param at when
 * @param hitRatio what it had read
 * @param before the TTL until then
 * @param after the TTL from then on
 * @param reached how long it took from the leader through Redis to the service
 * @param reasons why, as the advice gave them
 * @param expectedCostChangeUsdPerMonth negative where it saves; absent where not known
 */
public record TtlMove(
        Instant at,
        OptionalDouble hitRatio,
        Duration before,
        Duration after,
        Duration reached,
        List<String> reasons,
        Optional<Usd> expectedCostChangeUsdPerMonth) {
    /** Copies the list. */
    public TtlMove {
        reasons = List.copyOf(reasons);
    }

    static TtlMove of(UnifiedFeedback feedback, Duration before, Duration after, Duration reached) {
        TtlAdjustment advice = feedback.ttl().orElseThrow();
        return new TtlMove(
                feedback.timestamp(),
                feedback.cache().orElseThrow().metrics().hitRatio(),
                before,
                after,
                reached,
                advice.reasoning().stream().map(Reason::text).toList(),
                advice.expectedCostChangeUsdPerMonth().map(Estimate::value).map(Usd::of));
    }
}
