package dev.lumen.core.profile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * By how much a hit ratio can be wrong since times of writing are kept to a bucket of {@link TtlRows}: as much as half a bucket more or less
 * of TTL would do. That is what a hit ratio gains from one TTL to the next, as a TTL of the grid and its neighbours show.
 */
final class CoarseTimes {
    /** Of what lies anywhere within half a bucket, nine tenths lie within so many buckets. */
    private static final double NINE_TENTHS = 0.45;

    /** The share of a TTL that these are. */
    private static final double SHARE = NINE_TENTHS / TtlRows.BUCKETS;

    private CoarseTimes() {}

    /**
     * Half of the interval in which the truth lies nine times out of ten, of this alone; 0 for what never expires.
     *
     * @param ttls of the grid
     * @param hitRatios of each of these
     * @param row the TTL that it is asked of
     */
    static double error(List<Optional<Duration>> ttls, IntToDoubleFunction hitRatios, int row) {
        if (ttls.get(row).isEmpty()) {
            return 0;
        }
        boolean isAlone =
                neighbour(ttls, row - 1).or(() -> neighbour(ttls, row + 1)).isEmpty();
        if (isAlone) {
            double hits = hitRatios.applyAsDouble(row);
            // The most, whatever the rates at which keys are read: of one alone, h = rate · TTL ÷ (1 + rate · TTL).
            return SHARE * hits * (1 - hits);
        }
        return SHARE * Math.max(gain(ttls, hitRatios, row - 1), gain(ttls, hitRatios, row));
    }

    private static Optional<Duration> neighbour(List<Optional<Duration>> ttls, int row) {
        return row >= 0 && row < ttls.size() ? ttls.get(row) : Optional.empty();
    }

    /**
     * What the hit ratio gains between a TTL and the next, for each time that the TTL grows to its e-fold; 0 where there is no next one, or
     * one of the same millisecond.
     */
    private static double gain(List<Optional<Duration>> ttls, IntToDoubleFunction hitRatios, int row) {
        Optional<Duration> from = neighbour(ttls, row);
        Optional<Duration> to = neighbour(ttls, row + 1);
        if (from.isEmpty() || to.isEmpty()) {
            return 0;
        }
        double gained = hitRatios.applyAsDouble(row + 1) - hitRatios.applyAsDouble(row);
        double times = (double) to.get().toMillis() / from.get().toMillis();
        return times > 1 ? Math.abs(gained) / Math.log(times) : 0;
    }
}
