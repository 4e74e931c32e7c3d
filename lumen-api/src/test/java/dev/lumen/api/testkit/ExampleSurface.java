package dev.lumen.api.testkit;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.evidence.MissCauses;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Seconds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A surface by formula, for charts: it rises with TTL and size and flattens, and contents change every few hours. */
final class ExampleSurface implements HitRatioSurface {
    private static final double NEVER = 1e6;
    private static final double UNLIMITED = 1e5;
    private static final double MARGIN = 0.008;

    @Override
    public Optional<SurfacePoint> at(Optional<Duration> ttl, Optional<ByteSize> capacity) {
        double seconds = ttl.map(Seconds::of).orElse(NEVER);
        double room = capacity.map(ByteSize::megabytes).orElse(UNLIMITED);
        double cold = 0.11;
        double kept = room / (room + 34);
        double lives = seconds / (seconds + 28);
        double hits = (1 - cold) * Math.min(0.999, kept * lives);
        double evicted = (1 - cold) * (1 - kept);
        double stale = 1 - Math.exp(-seconds / 26_000);
        return Optional.of(new SurfacePoint(
                around(hits),
                Optional.of(new Estimate(stale, 0.82 * stale, Math.min(1, 1.2 * stale))),
                Estimate.exactly(Math.min(room, 205) * 1024 * 1024),
                Estimate.exactly(4_000 * (1 - kept)),
                new MissCauses(cold, Math.max(0, 1 - hits - cold - evicted - 0.01), evicted, 0.01)));
    }

    private static Estimate around(double ratio) {
        return new Estimate(ratio, Math.max(0, ratio - MARGIN), Math.min(1, ratio + MARGIN));
    }

    @Override
    public Optional<Estimate> hitRatioChange(
            Optional<Duration> fromTtl,
            Optional<ByteSize> fromCapacity,
            Optional<Duration> toTtl,
            Optional<ByteSize> toCapacity) {
        double from = at(fromTtl, fromCapacity).orElseThrow().hitRatio().value();
        double to = at(toTtl, toCapacity).orElseThrow().hitRatio().value();
        return Optional.of(new Estimate(to - from, to - from - MARGIN, to - from + MARGIN));
    }

    @Override
    public List<Optional<Duration>> ttls() {
        return Stream.concat(
                        Stream.of(60L, 120L, 240L, 480L, 900L, 1800L, 3600L)
                                .map(seconds -> Optional.of(Duration.ofSeconds(seconds))),
                        Stream.of(Optional.<Duration>empty()))
                .toList();
    }

    @Override
    public List<Optional<ByteSize>> sizes() {
        return Stream.concat(
                        Stream.of(16L, 32L, 64L, 128L, 256L, 512L, 1024L)
                                .map(size -> Optional.of(ByteSize.ofMegabytes(size))),
                        Stream.of(Optional.<ByteSize>empty()))
                .toList();
    }

    @Override
    public double requests() {
        return 1_843_200;
    }

    @Override
    public int sampledKeys() {
        return 4_113;
    }

    @Override
    public Duration observed() {
        return Duration.ofDays(7);
    }
}
