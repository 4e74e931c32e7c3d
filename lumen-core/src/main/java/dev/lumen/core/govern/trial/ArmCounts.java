package dev.lumen.core.govern.trial;

import dev.lumen.api.units.Require;
import java.util.OptionalDouble;

/**
 * One arm in one stretch of time, as shown to people.
 *
 * @param requests look-ups, 0 or more
 * @param hits those that hit, at most {@code requests}
 */
public record ArmCounts(long requests, long hits) {
    /** Refuses negative numbers, and more hits than requests. */
    public ArmCounts {
        Require.notNegative("requests of an arm", requests);
        if (hits < 0 || hits > requests) {
            throw Require.refused("hits of an arm", hits, "0 to its requests, " + requests);
        }
    }

    static ArmCounts of(TrialCounts counts, HoldoutSplit split, boolean newTtl) {
        long hits = 0;
        long misses = 0;
        for (int bucket = 0; bucket < HoldoutSplit.BUCKETS; bucket++) {
            if (split.isNewBucket(bucket) == newTtl) {
                hits += counts.bucketHits(bucket);
                misses += counts.bucketMisses(bucket);
            }
        }
        for (long id : counts.hotIds()) {
            if (split.isNewBucket(HoldoutSplit.bucketOfId(id)) == newTtl) {
                hits += counts.hotHits(id);
                misses += counts.hotMisses(id);
            }
        }
        return new ArmCounts(hits + misses, hits);
    }

    /** Hits ÷ requests; absent without requests. */
    public OptionalDouble hitRatio() {
        return requests == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) hits / requests);
    }
}
