package dev.lumen.core.govern.ledger;

import dev.lumen.api.evidence.Estimate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * By how much intervals have to be wider, or may be narrower, so that nine in ten hold: a quantile of how far outcomes lay from
 * the estimates, in units of the interval's own side (conformal prediction with normalised scores: Papadopoulos et al., ECML'02;
 * Lei et al., JASA 113, 2018).
 *
 * <p>With few outcomes a quantile is whatever they were. So nineteen made-up scores stand beside them, as they would be if
 * intervals were right and errors normal: without outcomes the factor is exactly 1. Held within [{@value #LEAST}, {@value
 * #MOST}].
 */
final class IntervalFactor {
    static final double LEAST = 0.25;
    static final double MOST = 8;

    private static final double LEVEL = 0.9;

    /** |z| of a normal error at 1/20, 2/20, …, 19/20 of its distribution, over 1.645: the eighteenth is 1. */
    private static final double[] PRIOR = {
        0.0381, 0.0764, 0.115, 0.154, 0.1937, 0.2343, 0.2759, 0.3188, 0.3634, 0.4101, 0.4592, 0.5117, 0.5681, 0.6301,
        0.6994, 0.7791, 0.8752, 1, 1.1916
    };

    private IntervalFactor() {}

    static double of(List<LedgerEntry> settled) {
        double[] scores = DoubleStream.concat(
                        Arrays.stream(PRIOR), settled.stream().mapToDouble(IntervalFactor::score))
                .sorted()
                .toArray();
        int rank = (int) Math.ceil(LEVEL * (scores.length + 1));
        return Math.max(LEAST, Math.min(MOST, scores[Math.min(rank, scores.length) - 1]));
    }

    private static double score(LedgerEntry entry) {
        Estimate estimate = entry.prediction().said().estimate();
        double error = entry.outcome().orElseThrow().realised() - estimate.value();
        double side = error > 0 ? estimate.high() - estimate.value() : estimate.value() - estimate.low();
        if (error == 0) {
            return 0;
        }
        return side == 0 ? MOST : Math.min(MOST, Math.abs(error) / side);
    }

    /** The interval with both sides so many times as long. */
    static Estimate stretched(Estimate estimate, double factor) {
        double value = estimate.value();
        return new Estimate(
                value, value - factor * (value - estimate.low()), value + factor * (estimate.high() - value));
    }
}
