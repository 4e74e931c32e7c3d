package dev.lumen.caffeine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Weigher;
import dev.lumen.api.act.SizeActuator;
import dev.lumen.api.evidence.AccessRecorder;
import dev.lumen.api.observe.MetricSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Caffeine cache and what Lumen needs of it; made by {@link LumenCaffeine}. Thread-safe.
 *
 * <p>{@link #get} and {@link #getIfPresent} tell the recorder of each look-up, if there is one. Look-ups that go to {@link
 * #cache} directly are not recorded.
 *
 * @param <K> the cache's keys
 * @param <V> the cache's values
 */
public final class AdvisedCache<K, V> {
    private final Cache<K, V> cache;
    private final CauseCountingStats stats;
    private final MetricSource metricSource;
    private final SizeActuator sizeActuator;
    private final Weigher<? super K, ? super V> weigher;
    private final AccessRecorder recorder;

    AdvisedCache(
            Cache<K, V> cache,
            CauseCountingStats stats,
            MetricSource metricSource,
            SizeActuator sizeActuator,
            Weigher<? super K, ? super V> weigher,
            AccessRecorder recorder) {
        this.cache = cache;
        this.stats = stats;
        this.metricSource = metricSource;
        this.sizeActuator = sizeActuator;
        this.weigher = weigher;
        this.recorder = recorder;
    }

    /**
     * The value of a key, loaded if there is none. Loads at most once however many threads ask for a missing key at the same
     * time; those that waited for another's load found an entry, and are recorded as hits.
     *
     * <p>A recorded hit costs, beside Caffeine's own look-up, the key's {@code hashCode}, the weigher and the recorder; a
     * recorded load the value's {@code hashCode}, a second look-up and two looks at {@link System#nanoTime} as well. A hit
     * allocates nothing.
     *
     * @param loader gives the value; null, or an exception that goes to the caller, where there is none to be had
     * @return the value; null where the loader gave null
     */
    public @Nullable V get(K key, Function<? super K, ? extends @Nullable V> loader) {
        if (recorder == AccessRecorder.NOOP) {
            return cache.get(key, loader);
        }
        // Without a count in the statistics, and without an object for a load that a hit does not need.
        V present = cache.asMap().get(key);
        if (present != null) {
            stats.recordHits(1);
            recordHit(key, present);
            return present;
        }
        RecordedLoad<K, V> load = new RecordedLoad<>(loader);
        try {
            V value = cache.get(key, load);
            record(key, value, load);
            return value;
        } catch (RuntimeException | Error failure) {
            recorder.failed(key.hashCode());
            throw failure;
        }
    }

    private void record(K key, @Nullable V value, RecordedLoad<K, V> load) {
        if (value == null) {
            recorder.failed(key.hashCode());
        } else if (load.ran()) {
            recorder.loaded(key.hashCode(), weigher.weigh(key, value), value.hashCode(), load.nanos());
        } else {
            recordHit(key, value);
        }
    }

    /**
     * The value of a key, or null where there is none. A value that is there is recorded as a hit. One that is not is not
     * recorded: nothing is known of an entry that nobody writes, and where it is written afterwards, by {@code put}, the
     * recorder is the host's to tell ({@link AccessRecorder#loaded}).
     */
    public @Nullable V getIfPresent(K key) {
        V value = cache.getIfPresent(key);
        if (value != null && recorder != AccessRecorder.NOOP) {
            recordHit(key, value);
        }
        return value;
    }

    /**
     * Takes a key's entry out, if there is one, as its content is known to be out of date, and records that: the next look-up
     * misses whatever the TTL and the size, and no advice will blame these. What {@code cache()} is told to take out is not
     * recorded.
     */
    public void invalidate(K key) {
        cache.invalidate(key);
        recorder.invalidated(key.hashCode());
    }

    private void recordHit(K key, V value) {
        recorder.hit(key.hashCode(), weigher.weigh(key, value));
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
