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
        double hits = hitRatios.applyAsDouble(row);
        // The most, whatever the rates at which keys are read: of one alone, h = rate · TTL ÷ (1 + rate · TTL).
        return SHARE * gain(ttls, hitRatios, row, hits * (1 - hits));
    }

    /**
     * What a number gains, or loses, for each time that a TTL grows to its e-fold; 0 for what never expires.
     *
     * @param ttls of the grid
     * @param values of each of these
     * @param row the TTL that it is asked of
     * @param alone what it gains where there is no other TTL
     */
    static double gain(List<Optional<Duration>> ttls, IntToDoubleFunction values, int row, double alone) {
        if (ttls.get(row).isEmpty()) {
            return 0;
        }
        boolean isAlone =
                neighbour(ttls, row - 1).or(() -> neighbour(ttls, row + 1)).isEmpty();
        return isAlone ? alone : Math.max(gain(ttls, values, row - 1), gain(ttls, values, row));
    }

    private static Optional<Duration> neighbour(List<Optional<Duration>> ttls, int row) {
        return row >= 0 && row < ttls.size() ? ttls.get(row) : Optional.empty();
    }

    /**
     * The same between a TTL and the next; 0 where there is no next one, or one of the same millisecond.
     */
    private static double gain(List<Optional<Duration>> ttls, IntToDoubleFunction values, int row) {
        Optional<Duration> from = neighbour(ttls, row);
        Optional<Duration> to = neighbour(ttls, row + 1);
        if (from.isEmpty() || to.isEmpty()) {
            return 0;
        }
        double gained = values.applyAsDouble(row + 1) - values.applyAsDouble(row);
        double times = (double) to.get().toMillis() / from.get().toMillis();
        return times > 1 ? Math.abs(gained) / Math.log(times) : 0;
    }
}
