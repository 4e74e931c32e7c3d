package dev.lumen.core.govern.trial;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lumen.api.units.Require;
import dev.lumen.core.json.Packed;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hits and misses of one stretch of time: a bucket of a split each, and the hottest keys beside them. What a hot key did is not
 * in its bucket.
 *
 * <p>Counts of several JVMs add up ({@link #plus}), counts of two moments subtract ({@link #minus}). A key that one JVM counts
 * for itself and another does not is in both places, in the baseline as in the trial, so that the comparison stays one of like
 * with like.
 *
 * <p>Immutable, with value semantics; some 40 kB, and a few kB as {@linkplain #toBytes bytes}.
 */
public final class TrialCounts {
    /** Nothing was counted. */
    public static final TrialCounts NONE = new Builder().build();

    /** Hits and misses by turns, a bucket after the other. */
    private final long[] buckets;

    /** Ascending. */
    private final long[] hotIds;

    /** Hits and misses by turns, in the order of the ids. */
    private final long[] hot;

    private TrialCounts(long[] buckets, long[] hotIds, long[] hot) {
        this.buckets = buckets;
        this.hotIds = hotIds;
        this.hot = hot;
    }

    /** Cell by cell, both. */
    public TrialCounts plus(TrialCounts other) {
        return combined(Require.present("counts", other), 1);
    }

    /**
     * What came after {@code earlier}.
     *
     * @throws IllegalArgumentException if something was counted there that is not counted here
     */
    public TrialCounts minus(TrialCounts earlier) {
        return combined(Require.present("earlier counts", earlier), -1);
    }

    private TrialCounts combined(TrialCounts other, int sign) {
        Builder builder = new Builder();
        for (int bucket = 0; bucket < HoldoutSplit.BUCKETS; bucket++) {
            builder.bucket(bucket, bucketHits(bucket), bucketMisses(bucket));
            builder.bucket(bucket, sign * other.bucketHits(bucket), sign * other.bucketMisses(bucket));
        }
        for (long id : hotIds) {
            builder.hot(id, hotHits(id), hotMisses(id));
        }
        for (long id : other.hotIds) {
            builder.hot(id, sign * other.hotHits(id), sign * other.hotMisses(id));
        }
        return builder.build();
    }

    /** Hits and misses of everything. */
    public long requests() {
        return Arrays.stream(buckets).sum() + Arrays.stream(hot).sum();
    }

    /** How many keys are counted for themselves. */
    public int hotKeys() {
        return hotIds.length;
    }

    /** A few kB with a version, for {@link #ofBytes} in another JVM or another run. */
    public byte[] toBytes() {
        return CountsCodec.encode(this);
    }

    /**
     * What {@link #toBytes} gave.
     *
     * @throws IllegalArgumentException if it is nothing of the kind
     */
    public static TrialCounts ofBytes(byte[] bytes) {
        return CountsCodec.decode(Require.present("bytes of trial counts", bytes));
    }

    /** The {@linkplain #toBytes bytes} as text, gzipped, as most counts are 0; so they stand in JSON. */
    @JsonValue
    public String packed() {
        return Packed.text(toBytes());
    }

    /**
     * What {@link #packed} gave.
     *
     * @throws IllegalArgumentException if it is nothing of the kind
     */
    @JsonCreator
    public static TrialCounts ofPacked(String packed) {
        return ofBytes(Packed.bytes(Require.present("packed trial counts", packed)));
    }

    long bucketHits(int bucket) {
        return buckets[2 * bucket];
    }

    long bucketMisses(int bucket) {
        return buckets[2 * bucket + 1];
    }

    long[] hotIds() {
        return hotIds.clone();
    }

    /** 0 for a key that is not hot here. */
    long hotHits(long id) {
        int place = Arrays.binarySearch(hotIds, id);
        return place < 0 ? 0 : hot[2 * place];
    }

    long hotMisses(long id) {
        int place = Arrays.binarySearch(hotIds, id);
        return place < 0 ? 0 : hot[2 * place + 1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrialCounts counts
                && Arrays.equals(buckets, counts.buckets)
                && Arrays.equals(hotIds, counts.hotIds)
                && Arrays.equals(hot, counts.hot);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(buckets) + 31 * Arrays.hashCode(hotIds) + 961 * Arrays.hashCode(hot);
    }

    @Override
    public String toString() {
        return requests() + " requests, " + hotKeys() + " hot keys";
    }

    /** Adds up counts; a sum below 0 is refused in the end. */
    static final class Builder {
        private final long[] buckets = new long[2 * HoldoutSplit.BUCKETS];
        private final Map<Long, long[]> hot = new TreeMap<>();

        void bucket(int bucket, long hits, long misses) {
            buckets[2 * bucket] += hits;
            buckets[2 * bucket + 1] += misses;
        }

        void hot(long id, long hits, long misses) {
            long[] cell = hot.computeIfAbsent(id, key -> new long[2]);
            cell[0] += hits;
            cell[1] += misses;
        }

        TrialCounts build() {
            long[] ids = hot.keySet().stream().mapToLong(Long::longValue).toArray();
            long[] counts = hot.values().stream().flatMapToLong(Arrays::stream).toArray();
            Arrays.stream(buckets).forEach(count -> Require.notNegative("count of a bucket", count));
            Arrays.stream(counts).forEach(count -> Require.notNegative("count of a hot key", count));
            return new TrialCounts(buckets.clone(), ids, counts);
        }
    }
}
