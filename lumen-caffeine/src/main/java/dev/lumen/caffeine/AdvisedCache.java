package dev.lumen.caffeine;

import com.github.benmanes.caffeine.cache.Cache;
import dev.lumen.api.act.SizeActuator;
import dev.lumen.api.observe.MetricSource;

/**
 * A Caffeine cache and what Lumen needs of it; made by {@link LumenCaffeine}. Thread-safe.
 *
 * @param <K> the cache's keys
 * @param <V> the cache's values
 */
public final class AdvisedCache<K, V> {
    private final Cache<K, V> cache;
    private final CauseCountingStats stats;
    private final MetricSource metricSource;
    private final SizeActuator sizeActuator;

    AdvisedCache(Cache<K, V> cache, CauseCountingStats stats, MetricSource metricSource, SizeActuator sizeActuator) {
        this.cache = cache;
        this.stats = stats;
        this.metricSource = metricSource;
        this.sizeActuator = sizeActuator;
    }

    /**
     * The cache itself. {@code cache().get(key, loader)} loads at most once however many threads ask for a missing key at
     * the same time.
     */
    public Cache<K, V> cache() {
        return cache;
    }

    /** What the cache has counted so far, as it runs. */
    public CauseCountingStats stats() {
        return stats;
    }

    /** Reads the cache for an orchestrator. */
    public MetricSource metricSource() {
        return metricSource;
    }

    /** Changes the cache's capacity; only for hosts that let sizes be applied. */
    public SizeActuator sizeActuator() {
        return sizeActuator;
    }
}
