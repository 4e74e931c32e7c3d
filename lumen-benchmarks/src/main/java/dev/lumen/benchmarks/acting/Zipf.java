package dev.lumen.benchmarks.acting;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Ranks from 0, the first the most popular. */
final class Zipf {
    private final double[] cumulated;

    Zipf(int ranks, double skew) {
        cumulated = new double[ranks];
        double sum = 0;
        for (int rank = 0; rank < ranks; rank++) {
            sum += Math.pow(rank + 1.0, -skew);
            cumulated[rank] = sum;
        }
    }

    int draw(SplittableRandom random) {
        int found = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[cumulated.length - 1]);
        return Math.min(cumulated.length - 1, found < 0 ? -found - 1 : found);
    }
}
