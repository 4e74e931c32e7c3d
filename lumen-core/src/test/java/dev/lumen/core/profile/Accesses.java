package dev.lumen.core.profile;

import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToLongFunction;

/** Made workloads, and the grids and profiles to play them through. The same seed gives the same accesses. */
final class Accesses {
    static final ByteSize ROOMY = ByteSize.ofMegabytes(4);

    /**
     * One access.
     *
     * @param millis when
     * @param key which key
     * @param bytes size of the entry
     * @param version counts the changes of its content
     */
    record Access(long millis, int key, long bytes, int version) {}

    private Accesses() {}

    /** Keys by Zipf's law, {@code everyMillis} apart on average, several at the same instant now and then. */
    static List<Access> zipf(long seed, int count, int keys, double skew, double everyMillis, IntToLongFunction bytes) {
        Random random = new Random(seed);
        double[] cumulative = cumulative(keys, skew);
        List<Access> accesses = new ArrayList<>(count);
        double now = 0;
        for (int i = 0; i < count; i++) {
            now += random.nextInt(4) == 0 ? 0 : -Math.log(1 - random.nextDouble()) * everyMillis * 4 / 3;
            int key = drawn(cumulative, random);
            accesses.add(new Access((long) now, key, bytes.applyAsLong(key), version(key, now)));
        }
        return accesses;
    }

    private static double[] cumulative(int keys, double skew) {
        double[] cumulative = new double[keys];
        double sum = 0;
        for (int rank = 0; rank < keys; rank++) {
            sum += Math.pow(rank + 1.0, -skew);
            cumulative[rank] = sum;
        }
        return cumulative;
    }

    private static int drawn(double[] cumulative, Random random) {
        int found = java.util.Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[cumulative.length - 1]);
        return found < 0 ? -found - 1 : found;
    }

    /** Every key changes at a steady rate of its own, from once in 20 minutes to once in 20 hours. */
    private static int version(int key, double now) {
        double every = 1_200_000.0 * (1 + Math.floorMod(AccessProfile.mix(key + 1L), 60));
        return (int) ((now + key) / every);
    }

    /** One size a key, from 50 to 2,050 bytes. */
    static long steadySize(int key) {
        return 50 + Math.floorMod(AccessProfile.mix(key + 17L), 2000L);
    }

    static ProfileGrid grid(List<Integer> ttlSeconds, boolean never, List<Long> sizes, boolean unlimited) {
        List<Optional<Duration>> ttls = new ArrayList<>();
        ttlSeconds.forEach(seconds -> ttls.add(Optional.of(Duration.ofSeconds(seconds))));
        List<Optional<ByteSize>> capacities = new ArrayList<>();
        sizes.forEach(size -> capacities.add(Optional.of(ByteSize.ofBytes(size))));
        if (never) {
            ttls.add(Optional.empty());
        }
        if (unlimited) {
            capacities.add(Optional.empty());
        }
        return new ProfileGrid(ttls, capacities);
    }

    static AccessProfile profile(ProfileGrid grid) {
        return new AccessProfile(grid, ROOMY, Optional.empty(), 1);
    }

    static void play(AccessProfile profile, List<Access> accesses, long seed) {
        for (Access access : accesses) {
            long hash = AccessProfile.mix(access.key() + seed * 0x9e3779b97f4a7c15L);
            profile.access(access.millis(), hash, access.bytes(), access.version());
        }
    }

    static void play(AccessProfile profile, List<Access> accesses) {
        play(profile, accesses, 1);
    }

    /** The exact answer for each cell, TTLs outer. */
    static List<ExactCache> exact(ProfileGrid grid, List<Access> accesses) {
        List<ExactCache> caches = new ArrayList<>();
        for (Optional<Duration> ttl : grid.ttls()) {
            for (Optional<ByteSize> size : grid.sizes()) {
                ExactCache cache = new ExactCache(
                        ttl.map(Duration::toMillis).orElse(Long.MAX_VALUE),
                        size.map(ByteSize::bytes).orElse(Long.MAX_VALUE));
                accesses.forEach(cache::access);
                caches.add(cache);
            }
        }
        return caches;
    }
}
