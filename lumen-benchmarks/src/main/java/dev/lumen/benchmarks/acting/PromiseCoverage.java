package dev.lumen.benchmarks.acting;

import dev.lumen.api.advise.Confidence;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.core.govern.ledger.Calibration;
import dev.lumen.core.govern.ledger.Claim;
import dev.lumen.core.govern.ledger.Foresight;
import dev.lumen.core.govern.ledger.Ledger;
import dev.lumen.core.govern.ledger.Outcome;
import dev.lumen.core.govern.ledger.Prediction;
import dev.lumen.core.profile.AccessProfile;
import dev.lumen.core.profile.ProfileGrid;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How often what comes lies in the interval that was promised. At each end of two hours the profile says how another TTL would
 * change the hit ratio; what came of it is the difference, over the next two hours, of two caches that have had either TTL all
 * along. The first half of the workloads is what the interval is learnt from, the others are what it is tried on.
 */
final class PromiseCoverage {
    private static final long PERIOD = Duration.ofHours(2).toMillis();
    private static final int PERIODS = 13;
    private static final List<Shape> SHAPES = List.of(Shape.values());
    private static final long[] OTHER_SECONDS = {150, 200, 450, 600, 900};
    private static final TtlBounds TTLS = GovernedLoop.TTLS;

    /** A promise and what came of it. */
    private record Told(Estimate said, double realised) {
        boolean in(Estimate interval) {
            return realised >= interval.low() && realised <= interval.high();
        }
    }

    private PromiseCoverage() {}

    static void print(PrintStream out, int workloads) {
        List<Told> learnt = new ArrayList<>();
        List<Told> tried = new ArrayList<>();
        for (int seed = 1; seed <= workloads; seed++) {
            (seed % 2 == 1 ? learnt : tried).addAll(tell(seed));
        }
        Calibration calibration = Calibration.of(ledger(learnt));
        out.println("| workloads | predictions | interval | coverage | mean width, points |");
        out.println("|---|---:|---|---:|---:|");
        row(out, "learnt from", learnt, "as it is proposed at first", 1, calibration);
        row(out, "others", tried, "as it is proposed at first", 1, calibration);
        row(out, "others", tried, "recalibrated", calibration.intervalFactor(), calibration);
    }

    private static Ledger ledger(List<Told> told) {
        Ledger ledger = Ledger.EMPTY;
        for (int i = 0; i < told.size(); i++) {
            Claim claim = new Claim(told.get(i).said(), Confidence.of(0.9));
            Prediction prediction = new Prediction("p-" + i, Instant.EPOCH, "hit ratio change", claim, claim);
            ledger = ledger.predicted(prediction)
                    .settled(
                            "p-" + i,
                            Outcome.of(prediction, Instant.EPOCH, told.get(i).realised()));
        }
        return ledger;
    }

    private static void row(
            PrintStream out, String which, List<Told> told, String how, double factor, Calibration calibration) {
        long in = told.stream()
                .filter(each -> each.in(factor == 1 ? each.said() : calibration.published(each.said())))
                .count();
        double width = told.stream()
                .mapToDouble(each -> (each.said().high() - each.said().low()) * factor)
                .average()
                .orElse(Double.NaN);
        out.printf(
                Locale.ROOT,
                "| %s | %d | %s (× %.2f) | %.1f %% | %.2f |%n",
                which,
                told.size(),
                how,
                factor,
                100.0 * in / told.size(),
                100 * width);
    }

    private static List<Told> tell(int seed) {
        SplittableRandom random = new SplittableRandom(seed * 104_729L);
        Traffic.Load load =
                new Traffic.Load((int) (2000 * Math.pow(10, random.nextDouble())), 0.6 + 0.5 * random.nextDouble(), 10);
        Shape shape = SHAPES.get(random.nextInt(SHAPES.size()));
        long capacity = (long) (load.keys() * 2150.0 * (0.05 + 0.6 * random.nextDouble()));
        Traffic traffic = new Traffic(shape, load, seed);
        AccessProfile profile = new AccessProfile(
                ProfileGrid.spanning(
                        TTLS, new SizeBounds(ByteSize.ofBytes(capacity / 16), ByteSize.ofBytes(capacity * 16)), 10, 12),
                AccessProfile.DEFAULT_STATE_LIMIT,
                Optional.of(Duration.ofHours(6)),
                seed);
        Meter usual = new Meter(300, capacity);
        List<Meter> others = new ArrayList<>();
        for (long seconds : OTHER_SECONDS) {
            others.add(new Meter(seconds, capacity));
        }
        List<Told> told = new ArrayList<>();
        Optional<Estimate> said = Optional.empty();
        int asked = 0;
        for (int period = 1; period <= PERIODS; period++) {
            traffic.readUntil(period * PERIOD, (millis, key, bytes) -> {
                profile.access(millis, Traffic.hash(key), bytes, 0);
                usual.read(millis, key, bytes);
                others.forEach(other -> other.read(millis, key, bytes));
            });
            double before = usual.endPeriod();
            double[] after = others.stream().mapToDouble(Meter::endPeriod).toArray();
            if (said.isPresent()) {
                told.add(new Told(said.get(), after[asked] - before));
            }
            asked = random.nextInt(OTHER_SECONDS.length);
            Optional<ByteSize> room = Optional.of(ByteSize.ofBytes(capacity));
            said = profile.surface()
                    .hitRatioChange(
                            Optional.of(GovernedLoop.START_TTL),
                            room,
                            Optional.of(Duration.ofSeconds(OTHER_SECONDS[asked])),
                            room)
                    .map(Foresight::ofHitRatio);
        }
        return told;
    }

    /** A cache at one TTL, and its hit ratio of a period. */
    private static final class Meter {
        private final SimulatedCache cache;
        private long hits;
        private long misses;

        Meter(long seconds, long capacity) {
            TtlInForce ttl = new TtlInForce(CacheName.of("made"), TTLS);
            ttl.set(Duration.ofSeconds(seconds));
            cache = new SimulatedCache(ttl, capacity);
        }

        void read(long millis, int key, long bytes) {
            cache.read(millis, key, bytes);
        }

        double endPeriod() {
            long hit = cache.hits() - hits;
            long missed = cache.misses() - misses;
            hits += hit;
            misses += missed;
            return (double) hit / (hit + missed);
        }
    }
}
