package dev.lumen.redis.sample;

import dev.lumen.api.units.Require;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where the values of a sample lie. Each is one of the values, the smallest that so large a share does not exceed.
 *
 * @param p10 a tenth of the values are no larger
 * @param p50 half of them are
 * @param p90 nine tenths are
 */
public record Spread(long p10, long p50, long p90) {
    /** Refuses values out of order. */
    public Spread {
        if (p10 > p50 || p50 > p90) {
            throw Require.refused("spread", p10 + ", " + p50 + ", " + p90, "values in rising order");
        }
    }

    /** The spread of the first {@code count} of {@code values}, which it sorts; absent where there are none. */
    static Optional<Spread> of(long[] values, int count) {
        if (count == 0) {
            return Optional.empty();
        }
        Arrays.sort(values, 0, count);
        return Optional.of(new Spread(at(values, count, 0.1), at(values, count, 0.5), at(values, count, 0.9)));
    }

    private static long at(long[] sorted, int count, double share) {
        return sorted[Math.max(0, (int) Math.ceil(count * share) - 1)];
    }
}
