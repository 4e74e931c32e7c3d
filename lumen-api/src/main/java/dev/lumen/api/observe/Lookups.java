package dev.lumen.api.observe;

import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Require;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How often a cache was asked and how often it knew the answer: the counts, or the hit ratio alone where the source knows
 * no counts, or neither.
 *
 * @param hits look-ups answered from the cache, 0 or more; present if and only if {@code misses} is
 * @param misses look-ups that it could not answer, 0 or more
 * @param reportedHitRatio the hit ratio of a source that knows no counts, 0 to 1; absent where counts are present
 */
public record Lookups(OptionalLong hits, OptionalLong misses, OptionalDouble reportedHitRatio) {
    private static final Lookups UNKNOWN =
            new Lookups(OptionalLong.empty(), OptionalLong.empty(), OptionalDouble.empty());

    /** Refuses negative counts, sums beyond 2⁶³ − 1, ratios outside [0, 1], and half a pair of counts. */
    public Lookups {
        Require.noNull(Lookups.class, hits, misses, reportedHitRatio);
        hits.ifPresent(count -> Require.notNegative("hits", count));
        misses.ifPresent(count -> Require.notNegative("misses", count));
        reportedHitRatio = Require.within("hit ratio", reportedHitRatio, 0, 1);
        if (hits.isPresent() != misses.isPresent()) {
            throw Require.refused("hits and misses", hits + " and " + misses, "both or neither");
        }
        if (hits.isPresent() && reportedHitRatio.isPresent()) {
            throw Require.refused("hit ratio", reportedHitRatio, "absent where hits and misses are counted");
        }
        if (hits.isPresent() && hits.getAsLong() > Long.MAX_VALUE - misses.getAsLong()) {
            throw Require.refused("hits + misses", "beyond 2^63 - 1", "a sum that fits in 63 bits");
        }
    }

    /**
     * Counted look-ups.
     *
     * @throws IllegalArgumentException if a count is negative or the sum overflows
     */
    public static Lookups counted(long hits, long misses) {
        return new Lookups(OptionalLong.of(hits), OptionalLong.of(misses), OptionalDouble.empty());
    }

    /** A hit ratio whose counts are not known. */
    public static Lookups ratioOnly(Ratio hitRatio) {
        return new Lookups(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.of(Require.present("hit ratio", hitRatio).value()));
    }

    /** Nothing is known. */
    public static Lookups unknown() {
        return UNKNOWN;
    }

    /** Hits plus misses; absent where they were not counted. */
    public OptionalLong requests() {
        return hits.isPresent() ? OptionalLong.of(hits.getAsLong() + misses.getAsLong()) : OptionalLong.empty();
    }

    /** Hits ÷ requests, or the reported ratio; absent where neither is known or there were no requests. */
    public OptionalDouble hitRatio() {
        if (hits.isEmpty()) {
            return reportedHitRatio;
        }
        Optional<Ratio> ratio = Ratio.of(hits.getAsLong(), requests().getAsLong());
        return ratio.isPresent() ? OptionalDouble.of(ratio.get().value()) : OptionalDouble.empty();
    }
}
