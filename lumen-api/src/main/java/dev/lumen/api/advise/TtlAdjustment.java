package dev.lumen.api.advise;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Advice on a TTL.
 *
 * @param currentTtl the TTL in force; under an override the one that it holds, which is what is to be in force
 * @param recommendedTtl the TTL to have next; equal to {@code currentTtl} if and only if the strategy is MAINTAIN
 * @param strategy how far the step goes
 * @param expectedHitRatioChange change of the hit ratio once settled, in ratio points (0.05 = five points); absent where
 *     nothing changes or nothing is known
 * @param expectedCostChangeUsdPerMonth change of the API cost in dollars a month, negative where it saves; absent without
 *     the traffic
 * @param confidence how often such an advice is right
 * @param reasoning why, each reason with its number; never empty
 * @param evidence what it rests on
 * @param withoutOverride the TTL that would have been recommended if an override had not held it; absent where none did
 */
public record TtlAdjustment(
        Duration currentTtl,
        Duration recommendedTtl,
        TtlStrategy strategy,
        Optional<Estimate> expectedHitRatioChange,
        Optional<Estimate> expectedCostChangeUsdPerMonth,
        Confidence confidence,
        List<Reason> reasoning,
        EvidenceKind evidence,
        Optional<Duration> withoutOverride) {
    /** Refuses advice that lacks a part or a reason, and a strategy that does not fit the two TTLs. */
    public TtlAdjustment {
        Require.noNull(
                TtlAdjustment.class,
                currentTtl,
                recommendedTtl,
                strategy,
                expectedHitRatioChange,
                expectedCostChangeUsdPerMonth,
                confidence,
                reasoning,
                evidence,
                withoutOverride);
        Require.positive("current TTL", currentTtl);
        Require.positive("recommended TTL", recommendedTtl);
        reasoning = List.copyOf(reasoning);
        if (reasoning.isEmpty()) {
            throw Require.refused("reasoning", "empty", "at least one reason");
        }
        if (currentTtl.equals(recommendedTtl) != (strategy == TtlStrategy.MAINTAIN)) {
            throw Require.refused(
                    "strategy",
                    strategy,
                    "MAINTAIN if and only if the recommended TTL, " + recommendedTtl + ", is the current one, "
                            + currentTtl);
        }
    }

    /** Advice to leave the TTL as it is. */
    public static TtlAdjustment maintain(
            Duration ttl, Confidence confidence, EvidenceKind evidence, List<Reason> reasoning) {
        return new TtlAdjustment(
                ttl,
                ttl,
                TtlStrategy.MAINTAIN,
                Optional.empty(),
                Optional.empty(),
                confidence,
                reasoning,
                evidence,
                Optional.empty());
    }

    /** This advice with what an override held back. */
    public TtlAdjustment heldBack(Duration withoutOverride) {
        return with(reasoning, Optional.of(withoutOverride));
    }

    /** This advice with more reasons after its own. */
    public TtlAdjustment alsoBecause(List<Reason> more) {
        return with(Stream.concat(reasoning.stream(), more.stream()).toList(), withoutOverride);
    }

    private TtlAdjustment with(List<Reason> reasons, Optional<Duration> heldBack) {
        return new TtlAdjustment(
                currentTtl,
                recommendedTtl,
                strategy,
                expectedHitRatioChange,
                expectedCostChangeUsdPerMonth,
                confidence,
                reasons,
                evidence,
                heldBack);
    }
}
