package dev.lumen.examples.demo;

import java.util.OptionalDouble;

/**
 * What a cache did in an hour of the day, or in several.
 *
 * @param requests look-ups
 * @param hits those that the cache answered
 * @param staleHits hits whose content had changed at the backend since it was loaded
 * @param megabyteHours memory provided, in MB times hours
 */
public record Hour(long requests, long hits, long staleHits, double megabyteHours) {
    static final Hour EMPTY = new Hour(0, 0, 0, 0);

    /** Calls of the backend: one for each miss. */
    public long calls() {
        return requests - hits;
    }

    /** Hits ÷ requests; absent without requests. */
    public OptionalDouble hitRatio() {
        return requests == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) hits / requests);
    }

    /** Stale hits ÷ hits; absent without hits. */
    public OptionalDouble staleRatio() {
        return hits == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) staleHits / hits);
    }

    Hour plus(Hour other) {
        return new Hour(
                requests + other.requests,
                hits + other.hits,
                staleHits + other.staleHits,
                megabyteHours + other.megabyteHours);
    }
}
