package dev.lumen.api.advise;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import dev.lumen.api.units.Usd;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Advice on a capacity.
 *
 * @param currentSize the capacity in force
 * @param recommendedSize the capacity to have next: larger for SCALE_UP, smaller for SCALE_DOWN, else the same
 * @param strategy what to do
 * @param memoryCostChangeUsdPerMonth change of the memory cost, negative where it saves
 * @param apiCostChangeUsdPerMonth change of the API cost in dollars a month, negative where it saves; absent where not
 *     known
 * @param netSavingUsdPerMonth what both changes save together (the guide's monthly ROI); absent where the API cost change
 *     is
 * @param roiScore 10 · (1 − losses ÷ gains) over the two cost changes, 0 to 10; absent where both are zero or one is not
 *     known. Where a change was turned down for its score, it is that score
 * @param decision whether it is worth its money; absent where there is nothing to decide or nothing known to decide it by;
 *     NOT_RECOMMENDED beside an unchanged size where a change was turned down
 * @param confidence how often such an advice is right
 * @param reasoning why, each reason with its number; never empty
 * @param evidence what it rests on
 * @param withoutLock the capacity that would have been recommended if a lock had not held it; absent where none did
 */
public record CacheSizeAdjustment(
        ByteSize currentSize,
        ByteSize recommendedSize,
        SizeStrategy strategy,
        Usd memoryCostChangeUsdPerMonth,
        Optional<Estimate> apiCostChangeUsdPerMonth,
        Optional<Usd> netSavingUsdPerMonth,
        OptionalDouble roiScore,
        Optional<RoiDecision> decision,
        Confidence confidence,
        List<Reason> reasoning,
        EvidenceKind evidence,
        Optional<ByteSize> withoutLock) {
    /** Refuses advice that lacks a part or a reason, a score outside [0, 10], and a strategy that does not fit the sizes. */
    public CacheSizeAdjustment {
        Require.noNull(
                CacheSizeAdjustment.class,
                currentSize,
                recommendedSize,
                strategy,
                memoryCostChangeUsdPerMonth,
                apiCostChangeUsdPerMonth,
                netSavingUsdPerMonth,
                roiScore,
                decision,
                confidence,
                reasoning,
                evidence,
                withoutLock);
        reasoning = List.copyOf(reasoning);
        if (reasoning.isEmpty()) {
            throw Require.refused("reasoning", "empty", "at least one reason");
        }
        roiScore = Require.within("ROI score", roiScore, 0, 10);
        int direction = recommendedSize.compareTo(currentSize);
        boolean fits = switch (strategy) {
            case SCALE_UP -> direction > 0;
            case SCALE_DOWN -> direction < 0;
            case OPTIMIZE, MAINTAIN -> direction == 0;
        };
        if (!fits) {
            throw Require.refused("strategy", strategy, "one that fits " + currentSize + " → " + recommendedSize);
        }
    }

    /** Advice that leaves the size as it is, to {@code strategy} MAINTAIN or OPTIMIZE. */
    public static CacheSizeAdjustment unchanged(
            ByteSize size,
            SizeStrategy strategy,
            Confidence confidence,
            EvidenceKind evidence,
            List<Reason> reasoning) {
        return new CacheSizeAdjustment(
                size,
                size,
                strategy,
                Usd.ZERO,
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                confidence,
                reasoning,
                evidence,
                Optional.empty());
    }

    /** This advice with what a lock held back. */
    public CacheSizeAdjustment heldBack(ByteSize withoutLock) {
        return with(reasoning, Optional.of(withoutLock));
    }

    /** This advice with more reasons after its own. */
    public CacheSizeAdjustment alsoBecause(List<Reason> more) {
        return with(Stream.concat(reasoning.stream(), more.stream()).toList(), withoutLock);
    }

    private CacheSizeAdjustment with(List<Reason> reasons, Optional<ByteSize> heldBack) {
        return new CacheSizeAdjustment(
                currentSize,
                recommendedSize,
                strategy,
                memoryCostChangeUsdPerMonth,
                apiCostChangeUsdPerMonth,
                netSavingUsdPerMonth,
                roiScore,
                decision,
                confidence,
                reasons,
                evidence,
                heldBack);
    }
}
