package dev.lumen.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lumen.api.advise.TtlExperience;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.profile.AccessProfile;
import dev.lumen.core.profile.EvictionCorrection;
import dev.lumen.core.profile.ProfileGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures how well {@link EvictionCorrection} turns a surface of least recently used into one of other eviction policies, and
 * prints a table in Markdown: {@code EvictionAccuracy [TRACE.csv[.gz] …]}; without traces it takes {@link AccuracyWorkloads}.
 *
 * <p>Each setting is replayed through the real policy: Caffeine itself, and Redis' sampled LRU and LFU. Each in turn is the
 * one in force, whose observed hit ratio corrects the surface; the errors are those at its neighbours, where the next step would
 * lead, and at those farther off.
 */
public final class EvictionAccuracy {
    private static final List<Duration> TTLS =
            List.of(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1));
    private static final double[] SHARES = {0.02, 0.05, 0.1, 0.2, 0.4};
    private static final int WINDOWS = 12;

    private EvictionAccuracy() {}

    /** Runs and prints. */
    public static void main(String[] args) throws IOException {
        List<AccuracyTrace> traces = new ArrayList<>();
        for (String file : args) {
            traces.add(AccuracyTrace.read(Path.of(file)));
        }
        if (traces.isEmpty()) {
            traces.addAll(AccuracyWorkloads.all());
        }
        System.out.println("| trace | policy | spared | near: as LRU | corrected | worst as LRU | corrected | covered |"
                + " far: as LRU | corrected |");
        System.out.println("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        for (AccuracyTrace trace : traces) {
            HitRatioSurface surface = surface(trace);
            for (Policy policy : Policy.values()) {
                Scores scores = scores(trace, policy, surface);
                System.out.printf(Locale.ROOT, "| %s | %s | %s |%n", trace.name(), policy, scores);
            }
        }
    }

    private static List<ByteSize> sizes(AccuracyTrace trace) {
        long footprint = trace.footprint();
        List<ByteSize> sizes = new ArrayList<>();
        for (double share : SHARES) {
            sizes.add(ByteSize.ofBytes((long) (share * footprint)));
        }
        return sizes;
    }

    private static HitRatioSurface surface(AccuracyTrace trace) {
        List<Optional<ByteSize>> sizes = new ArrayList<>();
        long footprint = trace.footprint();
        for (double share = 0.005; share <= 1; share *= 1.5) {
            sizes.add(Optional.of(ByteSize.ofBytes((long) (share * footprint))));
        }
        sizes.add(Optional.empty());
        ProfileGrid grid = new ProfileGrid(TTLS.stream().map(Optional::of).toList(), sizes);
        AccessProfile profile = new AccessProfile(grid, AccessProfile.DEFAULT_STATE_LIMIT, Optional.empty(), 1);
        for (int i = 0; i < trace.length(); i++) {
            profile.access(trace.millis(i), trace.hash(i), trace.bytes(i), trace.version(i));
        }
        return profile.surface();
    }

    private static Scores scores(AccuracyTrace trace, Policy policy, HitRatioSurface surface) {
        List<ByteSize> sizes = sizes(trace);
        List<List<TtlExperience>> windows = new ArrayList<>();
        for (Duration ttl : TTLS) {
            for (ByteSize size : sizes) {
                windows.add(replay(trace, policy, ttl, size));
            }
        }
        Scores scores = new Scores();
        for (int inForce = 0; inForce < windows.size(); inForce++) {
            ByteSize capacity = sizes.get(inForce % sizes.size());
            Optional<EvictionCorrection> corrected = EvictionCorrection.of(surface, capacity, windows.get(inForce));
            scores.spared(corrected.map(EvictionCorrection::spared).orElse(0.0));
            HitRatioSurface better = corrected.map(HitRatioSurface.class::cast).orElse(surface);
            for (int other = 0; other < windows.size(); other++) {
                Optional<Duration> ttl = Optional.of(TTLS.get(other / sizes.size()));
                Optional<ByteSize> size = Optional.of(sizes.get(other % sizes.size()));
                scores.add(
                        steps(inForce, other, sizes.size()),
                        hitRatio(windows.get(other)),
                        surface.at(ttl, size).orElseThrow().hitRatio(),
                        better.at(ttl, size).orElseThrow().hitRatio());
            }
        }
        return scores;
    }

    /** How many settings of the grid lie between two. */
    private static int steps(int one, int other, int sizes) {
        return Math.abs(one / sizes - other / sizes) + Math.abs(one % sizes - other % sizes);
    }

    private static double hitRatio(List<TtlExperience> windows) {
        double hits = 0;
        double requests = 0;
        for (TtlExperience window : windows) {
            hits += window.hits();
            requests += window.requests();
        }
        return hits / requests;
    }

    private static List<TtlExperience> replay(AccuracyTrace trace, Policy policy, Duration ttl, ByteSize size) {
        Replayed cache = policy.cache(trace, ttl, size);
        List<TtlExperience> windows = new ArrayList<>();
        long[] hits = {0};
        int from = 0;
        AccuracyTrace.Cursor row = trace.cursor();
        for (int i = 0; row.next(); i++) {
            hits[0] += cache.access(row.timestampMillis(), row.key(), row.sizeBytes()) ? 1 : 0;
            boolean last = i + 1 == trace.length();
            if (last || (i + 1) % (trace.length() / WINDOWS + 1) == 0) {
                windows.add(new TtlExperience(ttl, i + 1 - from, hits[0]));
                hits[0] = 0;
                from = i + 1;
            }
        }
        return windows;
    }

    /** A cache that is replayed through. */
    @FunctionalInterface
    private interface Replayed {
        boolean access(long millis, int key, long bytes);
    }

    /** What evicts. */
    private enum Policy {
        CAFFEINE {
            @Override
            Replayed cache(AccuracyTrace trace, Duration ttl, ByteSize size) {
                long[] millis = {0};
                Cache<Integer, Long> cache = Caffeine.newBuilder()
                        .maximumWeight(size.bytes())
                        .<Integer, Long>weigher((key, bytes) -> (int) Math.min(Integer.MAX_VALUE, bytes))
                        .expireAfterWrite(ttl)
                        .ticker(() -> millis[0] * 1_000_000)
                        .executor(Runnable::run)
                        .build();
                return (now, key, bytes) -> {
                    millis[0] = now;
                    boolean hit = cache.getIfPresent(key) != null;
                    if (!hit) {
                        cache.put(key, bytes);
                    }
                    return hit;
                };
            }
        },
        REDIS_LRU {
            @Override
            Replayed cache(AccuracyTrace trace, Duration ttl, ByteSize size) {
                return new SampledCache(SampledCache.Policy.LRU, trace.keys(), size.bytes(), ttl.toMillis())::access;
            }
        },
        REDIS_LFU {
            @Override
            Replayed cache(AccuracyTrace trace, Duration ttl, ByteSize size) {
                return new SampledCache(SampledCache.Policy.LFU, trace.keys(), size.bytes(), ttl.toMillis())::access;
            }
        };

        abstract Replayed cache(AccuracyTrace trace, Duration ttl, ByteSize size);
    }

    /** Errors over all pairs of a setting in force and another one: its neighbours, and those farther off. */
    private static final class Scores {
        private double spared;
        private int settings;
        private final Errors near = new Errors();
        private final Errors far = new Errors();

        void spared(double share) {
            spared += share;
            settings++;
        }

        void add(int steps, double truth, Estimate before, Estimate after) {
            if (steps > 0) {
                (steps == 1 ? near : far).add(truth, before, after);
            }
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.2f | %.4f | %.4f | %.4f | %.4f | %.0f %% | %.4f | %.4f",
                    spared / settings,
                    near.plain / near.count,
                    near.corrected / near.count,
                    near.worstPlain,
                    near.worstCorrected,
                    100.0 * near.covered / near.count,
                    far.plain / far.count,
                    far.corrected / far.count);
        }
    }

    /** Sums of absolute errors, and the worst. */
    private static final class Errors {
        private double plain;
        private double corrected;
        private double worstPlain;
        private double worstCorrected;
        private int covered;
        private int count;

        void add(double truth, Estimate before, Estimate after) {
            double ofPlain = Math.abs(before.value() - truth);
            double ofCorrected = Math.abs(after.value() - truth);
            count++;
            plain += ofPlain;
            corrected += ofCorrected;
            worstPlain = Math.max(worstPlain, ofPlain);
            worstCorrected = Math.max(worstCorrected, ofCorrected);
            covered += after.low() <= truth && truth <= after.high() ? 1 : 0;
        }
    }
}
