package dev.lumen.gcp.testkit;

import com.google.api.Distribution;
import com.google.api.Distribution.BucketOptions;
import java.util.ArrayList;
import java.util.List;

/** Distributions over exponential buckets, as Cloud Run's latencies are: adding, and reading a percentile off. */
final class Histograms {
    private static final int FINITE_BUCKETS = 90;
    private static final double GROWTH = 1.2;

    private Histograms() {}

    /** The distribution of {@code values}. */
    static Distribution of(List<Double> values) {
        long[] counts = new long[FINITE_BUCKETS + 2];
        double sum = 0;
        for (double value : values) {
            counts[bucket(value)]++;
            sum += value;
        }
        return distribution(counts, values.size(), sum);
    }

    static Distribution plus(Distribution one, Distribution other) {
        long[] counts = new long[FINITE_BUCKETS + 2];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = count(one, i) + count(other, i);
        }
        double sum = one.getMean() * one.getCount() + other.getMean() * other.getCount();
        return distribution(counts, one.getCount() + other.getCount(), sum);
    }

    /** Interpolated within its bucket. */
    static double percentile(Distribution distribution, double percent) {
        double wanted = distribution.getCount() * percent / 100;
        double before = 0;
        for (int i = 0; i < distribution.getBucketCountsCount(); i++) {
            long here = distribution.getBucketCounts(i);
            if (here > 0 && before + here >= wanted) {
                double low = i == 0 ? 0 : Math.pow(GROWTH, i - 1);
                double high = Math.pow(GROWTH, i);
                return low + (high - low) * (wanted - before) / here;
            }
            before += here;
        }
        return 0;
    }

    private static int bucket(double value) {
        if (value < 1) {
            return 0;
        }
        return (int) Math.min(FINITE_BUCKETS + 1, 1 + Math.floor(Math.log(value) / Math.log(GROWTH)));
    }

    private static long count(Distribution distribution, int bucket) {
        return bucket < distribution.getBucketCountsCount() ? distribution.getBucketCounts(bucket) : 0;
    }

    private static Distribution distribution(long[] counts, long count, double sum) {
        List<Long> all = new ArrayList<>();
        for (long each : counts) {
            all.add(each);
        }
        return Distribution.newBuilder()
                .setCount(count)
                .setMean(count == 0 ? 0 : sum / count)
                .setBucketOptions(BucketOptions.newBuilder()
                        .setExponentialBuckets(BucketOptions.Exponential.newBuilder()
                                .setNumFiniteBuckets(FINITE_BUCKETS)
                                .setGrowthFactor(GROWTH)
                                .setScale(1)))
                .addAllBucketCounts(all)
                .build();
    }
}
