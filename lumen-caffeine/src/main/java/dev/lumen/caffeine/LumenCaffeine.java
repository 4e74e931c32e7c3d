package dev.lumen.caffeine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.evidence.AccessRecorder;
import dev.lumen.api.units.ByteSize;
import java.time.InstantSource;

/**
 * Builds a Caffeine cache that Lumen can steer.
 *
 * <pre>{@code
 * AdvisedCache<String, String> answers = LumenCaffeine.advised(
 *         Caffeine.newBuilder(), advisor, (question, answer) -> 2 * answer.length(), ByteSize.ofMegabytes(64));
 * String answer = answers.get(question, this::ask);
 * }</pre>
 */
public final class LumenCaffeine {
    private LumenCaffeine() {}

    /**
     * Builds a cache as {@link #advised(Caffeine, TtlAdvisor, Weigher, ByteSize, InstantSource, AccessRecorder)} does, with
     * the system's clock and no recorder.
     */
    public static <K, V> AdvisedCache<K, V> advised(
            Caffeine<Object, Object> builder,
            TtlAdvisor advisor,
            Weigher<? super K, ? super V> weigherInBytes,
            ByteSize capacity) {
        return advised(builder, advisor, weigherInBytes, capacity, InstantSource.system(), AccessRecorder.NOOP);
    }

    /**
     * Builds a cache as {@link #advised(Caffeine, TtlAdvisor, Weigher, ByteSize, InstantSource, AccessRecorder)} does,
     * without a recorder.
     */
    public static <K, V> AdvisedCache<K, V> advised(
            Caffeine<Object, Object> builder,
            TtlAdvisor advisor,
            Weigher<? super K, ? super V> weigherInBytes,
            ByteSize capacity,
            InstantSource clock) {
        return advised(builder, advisor, weigherInBytes, capacity, clock, AccessRecorder.NOOP);
    }

    /**
     * Builds a cache whose entries live as long as {@code advisor} says when they are written, and which holds at most
     * {@code capacity}.
     *
     * @param builder may carry the host's ticker, executor, scheduler, listeners and reference strengths; expiry, weigher,
     *     maximum and statistics are set here. Not to be used again
     * @param advisor the TTL, and the cache's name
     * @param weigherInBytes the size of an entry in bytes, 0 or more. Asked on each write and each recorded look-up; an entry of 0 bytes is
     *     never evicted
     * @param capacity the maximum to start with, above zero
     * @param clock the time of the readings: wall-clock time, apart from the builder's ticker
     * @param recorder is told of the look-ups through {@link AdvisedCache#get} and {@link AdvisedCache#getIfPresent};
     *     {@link AccessRecorder#NOOP} for none
     * @param <K> the cache's keys
     * @param <V> the cache's values
     * @throws IllegalArgumentException if {@code capacity} is zero
     * @throws IllegalStateException if the builder already has an expiry, a weigher, a maximum or statistics; the message
     *     is Caffeine's and names which
     */
    public static <K, V> AdvisedCache<K, V> advised(
            Caffeine<Object, Object> builder,
            TtlAdvisor advisor,
            Weigher<? super K, ? super V> weigherInBytes,
            ByteSize capacity,
            InstantSource clock,
            AccessRecorder recorder) {
        CaffeineSizeActuator.requireRoom(capacity);
        CauseCountingStats stats = new CauseCountingStats();
        Cache<K, V> cache = builder.expireAfter(AdvisedExpiry.<K, V>by(advisor))
                .weigher(weigherInBytes)
                .maximumWeight(capacity.bytes())
                .recordStats(() -> stats)
                .build();
        return new AdvisedCache<>(
                cache,
                stats,
                CaffeineMetricSource.of(cache, stats, advisor, clock),
                CaffeineSizeActuator.of(cache),
                weigherInBytes,
                recorder);
    }
}
