package dev.lumen.core.roi;

import dev.lumen.api.advise.Prices;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import java.util.OptionalDouble;

/** What misses and megabytes cost in a month of 730 h (SPEC §1). Immutable and thread-safe. */
public final class CostModel {
    /** The ROI score below which a change of the size is turned down (SPEC §5). */
    public static final double LEAST_SCORE = 2;

    private final Prices prices;

    /** A model of {@code prices}. */
    public CostModel(Prices prices) {
        this.prices = prices;
    }

    /** Dollars a month for {@code perHour} calls of the backend an hour. */
    public double apiUsdPerMonth(double perHour) {
        return perHour * Prices.HOURS_PER_MONTH * prices.apiCall().amount();
    }

    /**
     * Change of the API cost when the hit ratio changes: each look-up that now hits is a call saved.
     *
     * @param hitRatioChange change in ratio points
     * @param requestsPerHour look-ups an hour
     * @return dollars a month, negative where it saves
     */
    public Estimate apiCostChange(Estimate hitRatioChange, double requestsPerHour) {
        return hitRatioChange.times(-apiUsdPerMonth(requestsPerHour));
    }

    /** Dollars a month for {@code size} of memory provided. */
    public double memoryUsdPerMonth(ByteSize size) {
        return size.megabytes() * prices.memoryMbMonth().amount();
    }

    /** Change of the memory cost when the size provided goes from {@code from} to {@code to}. */
    public Usd memoryCostChange(ByteSize from, ByteSize to) {
        return Usd.of(
                (to.megabytes() - from.megabytes()) * prices.memoryMbMonth().amount());
    }

    /**
     * The ROI score of two cost changes: 10 · (1 − losses ÷ gains), 0 where the gains do not exceed the losses (SPEC §5).
     *
     * @param one a cost change, negative where it saves
     * @param other another
     * @return 0 to 10; absent where both changes are zero
     */
    public static OptionalDouble roiScore(double one, double other) {
        double gains = Math.max(0, -one) + Math.max(0, -other);
        double losses = Math.max(0, one) + Math.max(0, other);
        if (gains == 0 && losses == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(gains <= losses ? 0 : 10 * (1 - losses / gains));
    }
}
