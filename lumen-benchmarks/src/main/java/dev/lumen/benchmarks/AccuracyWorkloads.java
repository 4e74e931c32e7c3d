package dev.lumen.benchmarks;

import dev.lumen.core.profile.AccessProfile;
import java.util.List;
import java.util.Random;

/**
 * Made workloads of two hours, each hard in its own way. Popularity is Zipf's, sizes are log-normal, and each key's content
 * changes at a rate of its own, from once in ten days to once in ten minutes. The same every time.
 */
final class AccuracyWorkloads {
    private static final long SPAN_MILLIS = 2 * 3_600_000L;
    private static final int ACCESSES = 300_000;
    private static final double SLOWEST_CHANGE_MILLIS = 10 * 86_400_000.0;
    private static final double FASTEST_CHANGE_MILLIS = 600_000.0;
    private static final double MEAN_LOG_BYTES = 6;
    private static final double SPREAD_LOG_BYTES = 1.2;

    private final Random random;
    private final AccuracyTrace trace;
    private final double[] cumulative;

    private AccuracyWorkloads(String name, int keys, double skew, long seed) {
        random = new Random(seed);
        trace = new AccuracyTrace(name);
        cumulative = new double[keys];
        double sum = 0;
        for (int rank = 0; rank < keys; rank++) {
            sum += Math.pow(rank + 1.0, -skew);
            cumulative[rank] = sum;
        }
    }

    static List<AccuracyTrace> all() {
        return List.of(skewed(), drifting(), scanned(), resized());
    }

    /** The same few keys all the time, and a long tail. */
    static AccuracyTrace skewed() {
        AccuracyWorkloads made = new AccuracyWorkloads("skewed", 80_000, 1.0, 1);
        for (int i = 0; i < ACCESSES; i++) {
            made.read(i, made.rank(), 0);
        }
        return made.trace;
    }

    /** What is popular moves on through the keys, a twentieth of them over the two hours for each rank. */
    static AccuracyTrace drifting() {
        int keys = 40_000;
        AccuracyWorkloads made = new AccuracyWorkloads("drifting", keys, 0.9, 2);
        for (int i = 0; i < ACCESSES; i++) {
            int rank = made.rank();
            long moved = (long) i * keys / ACCESSES;
            made.read(i, (int) (rank + moved / (1 + rank % 20)), 0);
        }
        return made.trace;
    }

    /** A few popular keys, with a scan through many others every quarter of the time. */
    static AccuracyTrace scanned() {
        int keys = 30_000;
        AccuracyWorkloads made = new AccuracyWorkloads("scanned", keys, 0.8, 3);
        int quarter = ACCESSES / 4;
        for (int i = 0; i < ACCESSES; i++) {
            boolean scan = i % quarter > quarter * 4 / 5;
            made.read(i, scan ? keys + i % quarter : made.rank(), 0);
        }
        return made.trace;
    }

    /** Sizes that differ from read to read, up to larger than some of the caches. */
    static AccuracyTrace resized() {
        AccuracyWorkloads made = new AccuracyWorkloads("resized", 50_000, 0.7, 4);
        for (int i = 0; i < ACCESSES; i++) {
            made.read(i, made.rank(), 0.5);
        }
        return made.trace;
    }

    private int rank() {
        double drawn = random.nextDouble() * cumulative[cumulative.length - 1];
        int low = 0;
        int high = cumulative.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] < drawn) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void read(int access, int key, double resizing) {
        long time = access * SPAN_MILLIS / ACCESSES;
        Random own = new Random(AccessProfile.mix(key + 1L));
        double logBytes = MEAN_LOG_BYTES + SPREAD_LOG_BYTES * own.nextGaussian();
        double every =
                FASTEST_CHANGE_MILLIS * Math.pow(SLOWEST_CHANGE_MILLIS / FASTEST_CHANGE_MILLIS, own.nextDouble());
        long version = (long) (time / every + own.nextDouble());
        long bytes = Math.round(Math.exp(logBytes + resizing * random.nextGaussian()));
        trace.add(time, key, AccessProfile.mix(0x9e3779b97f4a7c15L * (key + 1L)), bytes, version);
    }
}
