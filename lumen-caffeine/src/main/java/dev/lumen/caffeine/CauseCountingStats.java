package dev.lumen.caffeine;

import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import com.github.benmanes.caffeine.cache.stats.StatsCounter;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what a Caffeine cache does, removals by cause.
 *
 * <p>Caffeine's own counter adds up all that the cache removed by itself, so that an entry whose time was up passes for
 * an eviction. A larger cache helps against the one and never against the other. Here an eviction is a removal for room,
 * {@link RemovalCause#SIZE}, and nothing else.
 *
 * <p>Every count starts at 0 and never falls. Thread-safe: counting is one {@link LongAdder} addition and never blocks;
 * counts that are read while others write are each right for some moment during the call, but not all for the same one.
 */
public final class CauseCountingStats implements StatsCounter {
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder loadSuccesses = new LongAdder();
    private final LongAdder loadFailures = new LongAdder();
    private final LongAdder loadNanos = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final LongAdder evictedWeight = new LongAdder();
    private final LongAdder expirations = new LongAdder();
    private final LongAdder expiredWeight = new LongAdder();
    private final LongAdder collections = new LongAdder();
    private final LongAdder collectedWeight = new LongAdder();

    /** A counter at zero, for one cache. */
    public CauseCountingStats() {}

    /** Look-ups that found a live entry. */
    public long hits() {
        return hits.sum();
    }

    /** Look-ups that found none, or an expired one; those that then loaded are among them. */
    public long misses() {
        return misses.sum();
    }

    /** Loads that gave a value. */
    public long loadSuccesses() {
        return loadSuccesses.sum();
    }

    /** Loads that threw or gave nothing. */
    public long loadFailures() {
        return loadFailures.sum();
    }

    /** Entries pushed out for room. */
    public long evictions() {
        return evictions.sum();
    }

    /** The weight of the entries pushed out for room, in the unit of the cache's weigher. */
    public long evictedWeight() {
        return evictedWeight.sum();
    }

    /** Entries whose TTL ended; counted when the cache notices, which may be about a second after. */
    public long expirations() {
        return expirations.sum();
    }

    @Override
    public void recordHits(int count) {
        hits.add(count);
    }

    @Override
    public void recordMisses(int count) {
        misses.add(count);
    }

    @Override
    public void recordLoadSuccess(long loadTime) {
        loadSuccesses.increment();
        loadNanos.add(loadTime);
    }

    @Override
    public void recordLoadFailure(long loadTime) {
        loadFailures.increment();
        loadNanos.add(loadTime);
    }

    @Override
    public void recordEviction(int weight, RemovalCause cause) {
        switch (cause) {
            case SIZE -> count(evictions, evictedWeight, weight);
            case EXPIRED -> count(expirations, expiredWeight, weight);
            case COLLECTED -> count(collections, collectedWeight, weight);
            case EXPLICIT, REPLACED -> {} // The host's own doing; Caffeine does not report it here.
        }
    }

    private static void count(LongAdder entries, LongAdder weights, int weight) {
        entries.increment();
        weights.add(weight);
    }

    /**
     * The counts in Caffeine's own terms, for {@code cache.stats()} and whatever reads it: here {@code evictionCount} and
     * {@code evictionWeight} hold evictions, expirations and collected references together.
     */
    @Override
    public CacheStats snapshot() {
        return CacheStats.of(
                hits.sum(),
                misses.sum(),
                loadSuccesses.sum(),
                loadFailures.sum(),
                loadNanos.sum(),
                evictions.sum() + expirations.sum() + collections.sum(),
                evictedWeight.sum() + expiredWeight.sum() + collectedWeight.sum());
    }

    /** As {@link #snapshot()}. */
    @Override
    public String toString() {
        return snapshot().toString();
    }
}
