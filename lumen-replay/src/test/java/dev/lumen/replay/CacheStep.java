package dev.lumen.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** One thing done to a cache and to its brute-force twin. Times are relative, so that any sequence of steps is valid. */
sealed interface CacheStep {
    /** Stands for no expiry and for no limit. */
    long NONE = Long.MAX_VALUE;

    /** Does it to both and compares what they answer. */
    void apply(ReferenceCache cache, BruteForceCache twin);

    /** A row so many milliseconds after what came before. */
    record Read(int gapMillis, int key, long sizeBytes, long version) implements CacheStep {
        @Override
        public void apply(ReferenceCache cache, BruteForceCache twin) {
            Row row = new Row(twin.now() + gapMillis, key, sizeBytes, version);
            assertThat(cache.access(row)).isEqualTo(twin.access(row));
        }
    }

    /** Time without a read. */
    record Wait(int gapMillis) implements CacheStep {
        @Override
        public void apply(ReferenceCache cache, BruteForceCache twin) {
            long time = twin.now() + gapMillis;
            cache.advanceTo(time);
            twin.advanceTo(time);
        }
    }

    /** Another TTL, or {@link #NONE}. */
    record SetTtl(long millis) implements CacheStep {
        @Override
        public void apply(ReferenceCache cache, BruteForceCache twin) {
            twin.setTtl(millis);
            if (millis == NONE) {
                cache.setNoExpiry();
            } else {
                cache.setTtl(Duration.ofMillis(millis));
            }
        }
    }

    /** Another capacity, or {@link #NONE}. */
    record SetCapacity(long bytes) implements CacheStep {
        @Override
        public void apply(ReferenceCache cache, BruteForceCache twin) {
            twin.setCapacity(bytes);
            if (bytes == NONE) {
                cache.setUnlimited();
            } else {
                cache.setCapacity(bytes);
            }
        }
    }
}
