package dev.lumen.core.profile;

import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A seeded workload whose keys are read by Zipf's law, and a grid that fits it. */
final class RecordedWorkload {
    static final int KEYS = 50_000;

    static final ProfileGrid GRID = new ProfileGrid(
            List.of(Optional.of(Duration.ofSeconds(60)), Optional.of(Duration.ofSeconds(600)), Optional.empty()),
            List.of(
                    Optional.of(ByteSize.ofBytes(500_000)),
                    Optional.of(ByteSize.ofBytes(5_000_000)),
                    Optional.empty()));

    static final ByteSize LIMIT = ByteSize.ofBytes(256 * 1024);

    private static final double[] CUMULATED = cumulated();

    private final SplittableRandom random;

    RecordedWorkload(long seed) {
        random = new SplittableRandom(seed);
    }

    private static double[] cumulated() {
        double[] sums = new double[KEYS];
        double sum = 0;
        for (int key = 0; key < KEYS; key++) {
            sum += 1.0 / (key + 1);
            sums[key] = sum;
        }
        return sums;
    }

    /** The next key, 0 to {@link #KEYS} − 1, the most frequent ones first. */
    int nextKey() {
        int place = Arrays.binarySearch(CUMULATED, random.nextDouble() * CUMULATED[KEYS - 1]);
        return Math.min(KEYS - 1, place < 0 ? -place - 1 : place);
    }

    static long bytesOf(int key) {
        return 100 + AccessProfile.mix(key) % 64;
    }
}
