package dev.lumen.core.govern.trial;

import java.util.Arrays;
import java.util.Random;

/**
 * Requests for keys of unequal popularity (Zipf), with a daily wave, bursts of single keys, and keys that rise and fall: twenty
 * requests a second on average, a day of two hours. What a write-time TTL without a limit of room makes of them is a hit or a miss.
 */
final class SimulatedTraffic {
    private static final double PER_MILLI = 0.02;
    private static final double DAY_MILLIS = 7_200_000;
    private static final int KEYS = 20_000;

    /** One request in so many begins a burst. */
    private static final int BURST = 10_000;

    /** And so long goes on. */
    private static final int LONGEST_BURST = 2_000;

    final long[] hashes;
    final long[] millis;
    final int[] keys;

    private SimulatedTraffic(int requests) {
        hashes = new long[requests];
        millis = new long[requests];
        keys = new int[requests];
    }

    static SimulatedTraffic of(int requests, double zipf, long seed) {
        Random random = new Random(seed);
        SimulatedTraffic traffic = new SimulatedTraffic(requests);
        double[] cumulated = popularity(zipf);
        double phase = random.nextDouble();
        double now = 0;
        int shift = 0;
        int burstKey = 0;
        int burstLeft = 0;
        for (int i = 0; i < requests; i++) {
            double wave = 1 + 0.7 * Math.sin(2 * Math.PI * (now / DAY_MILLIS + phase));
            now -= Math.log(1 - random.nextDouble()) / (PER_MILLI * wave);
            if (random.nextInt(BURST) == 0) {
                burstKey = random.nextInt(KEYS);
                burstLeft = random.nextInt(LONGEST_BURST);
            }
            // The middle ranks change hands as time goes on: what was popular in the baseline need not be in the trial.
            shift += random.nextInt(2_000) == 0 ? 1 : 0;
            int key;
            if (burstLeft > 0 && random.nextInt(4) == 0) {
                key = burstKey;
                burstLeft--;
            } else {
                int rank = rank(cumulated, random.nextDouble());
                key = rank < 30 ? rank : 30 + (rank + shift) % (KEYS - 30);
            }
            traffic.keys[i] = key;
            traffic.hashes[i] = key * 0x9e3779b97f4a7c15L + seed;
            traffic.millis[i] = (long) now;
        }
        return traffic;
    }

    private static double[] popularity(double zipf) {
        double[] cumulated = new double[KEYS];
        double sum = 0;
        for (int rank = 0; rank < KEYS; rank++) {
            sum += Math.pow(rank + 1, -zipf);
            cumulated[rank] = sum;
        }
        for (int rank = 0; rank < KEYS; rank++) {
            cumulated[rank] /= sum;
        }
        return cumulated;
    }

    private static int rank(double[] cumulated, double chance) {
        int found = Arrays.binarySearch(cumulated, chance);
        return Math.min(KEYS - 1, found < 0 ? -found - 1 : found);
    }

    int requests() {
        return keys.length;
    }

    /** Whether each request hits where all entries live for {@code ttlMillis}. */
    boolean[] hits(long ttlMillis) {
        long[] written = new long[KEYS];
        Arrays.fill(written, Long.MIN_VALUE / 2);
        boolean[] hits = new boolean[keys.length];
        for (int i = 0; i < keys.length; i++) {
            hits[i] = millis[i] - written[keys[i]] < ttlMillis;
            if (!hits[i]) {
                written[keys[i]] = millis[i];
            }
        }
        return hits;
    }

    /** The hit ratio from one request to another. */
    static double ratio(boolean[] hits, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += hits[i] ? 1 : 0;
        }
        return (double) count / (to - from);
    }

    /** A TTL whose hit ratio from one request on lies by so many points below that of {@code ttlMillis}. */
    long ttlBelow(long ttlMillis, double points, int from) {
        double wanted = ratio(hits(ttlMillis), from, keys.length) - points;
        long low = 1;
        long high = ttlMillis;
        while (high - low > 100) {
            long middle = (low + high) / 2;
            if (ratio(hits(middle), from, keys.length) < wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
