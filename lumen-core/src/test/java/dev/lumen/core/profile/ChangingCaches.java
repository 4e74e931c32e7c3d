package dev.lumen.core.profile;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Contents that change by themselves, each key by a Poisson process of its own, and a cache without a limit for each TTL. */
final class ChangingCaches {
    /** Returned by {@link #read} where the cache in use had a live entry. */
    static final int HIT = -1;

    private final SplittableRandom random = new SplittableRandom(5);
    private final long[] ttls;
    private final int inUse;
    private final double[] meanMillis;
    private final double[] changesAt;
    private final int[] version;
    private final long[][] written;
    private final int[][] stored;
    private final long[] hits;
    private final long[] stale;

    /**
     * All caches empty.
     *
     * @param keys how many there are, numbered from 0
     * @param meanMillis of a key, between two changes
     * @param inUse which of the caches is the real one
     * @param ttlMillis the caches' TTLs
     */
    ChangingCaches(int keys, IntToDoubleFunction meanMillis, int inUse, long... ttlMillis) {
        ttls = ttlMillis;
        this.inUse = inUse;
        this.meanMillis = new double[keys];
        changesAt = new double[keys];
        version = new int[keys];
        written = new long[ttls.length][keys];
        stored = new int[ttls.length][keys];
        hits = new long[ttls.length];
        stale = new long[ttls.length];
        for (long[] each : written) {
            Arrays.fill(each, Long.MIN_VALUE / 2);
        }
        changeBy(meanMillis, 0);
    }

    /** From now on contents change at other rates; what was counted is forgotten. */
    void changeBy(IntToDoubleFunction newMeanMillis, long now) {
        for (int key = 0; key < meanMillis.length; key++) {
            meanMillis[key] = newMeanMillis.applyAsDouble(key);
            changesAt[key] = now + wait(key);
        }
        forget();
    }

    /** Forgets what was counted so far. */
    void forget() {
        Arrays.fill(hits, 0);
        Arrays.fill(stale, 0);
    }

    private double wait(int key) {
        return -meanMillis[key] * Math.log(1 - random.nextDouble());
    }

    /** Reads a key in all caches; returns its version if the one in use had to load it, else {@link #HIT}. */
    int read(int key, long now) {
        while (changesAt[key] <= now) {
            changesAt[key] += wait(key);
            version[key]++;
        }
        int loaded = HIT;
        for (int i = 0; i < ttls.length; i++) {
            if (now - written[i][key] < ttls[i]) {
                hits[i]++;
                stale[i] += stored[i][key] < version[key] ? 1 : 0;
            } else {
                written[i][key] = now;
                stored[i][key] = version[key];
                loaded = i == inUse ? version[key] : loaded;
            }
        }
        return loaded;
    }

    /** The share of hits that gave an old content, of a cache. */
    double staleShare(int cache) {
        return (double) stale[cache] / hits[cache];
    }
}
