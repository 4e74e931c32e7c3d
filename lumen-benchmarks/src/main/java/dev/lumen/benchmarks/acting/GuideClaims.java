package dev.lumen.benchmarks.acting;

import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.units.ByteSize;
import dev.lumen.replay.BadRows;
import dev.lumen.replay.Replay;
import dev.lumen.replay.ReplayPrices;
import dev.lumen.replay.ReplaySettings;
import dev.lumen.replay.ReplaySummary;
import dev.lumen.replay.TraceReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * What the guide claims, over whole traces: from a TTL of 300 s and a small cache, a thirtieth of what all keys would take, at the
 * guide's prices. A hit takes 5 ms; a load is log-normal, 800 ms in the middle.
 */
final class GuideClaims {
    private static final Duration TTL = Duration.ofSeconds(300);
    private static final Duration LONGEST = Duration.ofSeconds(3600);
    private static final TtlBounds TTLS = new TtlBounds(Duration.ofSeconds(60), LONGEST, TTL);
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final ReplayPrices PRICES = new ReplayPrices(0.01, 0.0365, 0);
    private static final double HIT_MILLIS = 5;
    private static final int SMALL = 30;
    private static final double[] LOADS = loads();

    private final Path trace;
    private final long footprint;
    private final ByteSize start;

    private GuideClaims(Path trace, long footprint) {
        this.trace = trace;
        this.footprint = footprint;
        start = ByteSize.ofBytes(footprint / SMALL / 1024 * 1024);
    }

    static void print(PrintStream out, List<Path> traces) throws IOException {
        out.println("| trace | policy | hit ratio | API cost | median response | p95 response | mean memory MB"
                + " | least fixed memory for that hit ratio, 300 s | at 3600 s | all costs |");
        out.println("|---|---|" + "---:|".repeat(8));
        for (Path trace : traces) {
            new GuideClaims(trace, footprint(trace)).rows(out);
        }
    }

    private void rows(PrintStream out) throws IOException {
        ReplaySummary fixed = run(new ReplaySettings.Fixed(), TTL, start);
        Optional<SizeBounds> sizes =
                Optional.of(new SizeBounds(ByteSize.ofBytes(start.bytes() / 4), ByteSize.ofBytes(footprint + 1024)));
        row(out, "fixed", fixed, fixed);
        row(out, "rules", run(new ReplaySettings.Rules(Optional.of(TTLS), sizes), TTL, start), fixed);
        row(
                out,
                "on evidence",
                run(
                        new ReplaySettings.Profiled(
                                Optional.of(TTLS), sizes, Optional.empty(), ReplaySettings.Recording.DEFAULT),
                        TTL,
                        start),
                fixed);
    }

    private void row(PrintStream out, String policy, ReplaySummary summary, ReplaySummary fixed) throws IOException {
        double hits = summary.counters().hitRatio().orElse(0);
        double api = summary.costs().apiUsd() / fixed.costs().apiUsd() - 1;
        double all = summary.costs().totalUsd().orElse(Double.NaN)
                        / fixed.costs().totalUsd().orElse(Double.NaN)
                - 1;
        out.printf(
                Locale.ROOT,
                "| %s | %s | %.1f %% | %+.1f %% | %.0f ms | %.0f ms | %.2f | %s | %s | %+.1f %% |%n",
                nameOf(trace),
                policy,
                100 * hits,
                100 * api,
                response(hits, 0.5),
                response(hits, 0.95),
                memory(summary),
                leastMemory(hits, TTL),
                leastMemory(hits, LONGEST),
                100 * all);
    }

    /** A file's name up to its first dot. */
    static String nameOf(Path trace) {
        String file = String.valueOf(trace.getFileName());
        return file.substring(0, file.indexOf('.'));
    }

    private static double memory(ReplaySummary summary) {
        return summary.counters().occupancy().providedByteMillis().orElseThrow().doubleValue()
                / Math.max(1, summary.counters().occupancy().millis())
                / (1 << 20);
    }

    /** Of fixed caches at a TTL the least that hits as often, in MB. */
    private String leastMemory(double hits, Duration ttl) throws IOException {
        ReplaySettings.Fixed fixed = new ReplaySettings.Fixed();
        if (hitRatio(run(fixed, ttl, ByteSize.ofBytes(footprint))) < hits) {
            return "none";
        }
        long low = 1024;
        long high = footprint;
        while (high > low * 1.01) {
            long middle = (long) Math.sqrt((double) low * high);
            if (hitRatio(run(fixed, ttl, ByteSize.ofBytes(middle))) < hits) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return String.format(Locale.ROOT, "%.2f", high / (double) (1 << 20));
    }

    private static double hitRatio(ReplaySummary summary) {
        return summary.counters().hitRatio().orElse(0);
    }

    private ReplaySummary run(ReplaySettings.Steering steering, Duration ttl, ByteSize size) throws IOException {
        try (TraceReader reader = TraceReader.open(trace, BadRows.REFUSE)) {
            ReplaySettings settings = new ReplaySettings(Optional.of(ttl), Optional.of(size), WINDOW, PRICES, steering);
            return Replay.run(reader, settings, window -> {});
        }
    }

    /** The sum over keys of the largest size seen. */
    static long footprint(Path trace) throws IOException {
        try (TraceReader reader = TraceReader.open(trace, BadRows.REFUSE)) {
            long[] largest = new long[1024];
            while (reader.next()) {
                if (reader.key() >= largest.length) {
                    largest = Arrays.copyOf(largest, 2 * reader.key());
                }
                largest[reader.key()] = Math.max(largest[reader.key()], reader.sizeBytes());
            }
            return Arrays.stream(largest).sum();
        }
    }

    /** The response time that a share of the requests does not exceed. */
    private static double response(double hits, double share) {
        return share <= hits ? HIT_MILLIS : LOADS[(int) ((share - hits) / (1 - hits) * (LOADS.length - 1))];
    }

    private static double[] loads() {
        Random random = new Random(1);
        return random.doubles(0, 1)
                .limit(100_000)
                .map(unused -> 800 * Math.exp(0.5 * random.nextGaussian()))
                .sorted()
                .toArray();
    }
}
