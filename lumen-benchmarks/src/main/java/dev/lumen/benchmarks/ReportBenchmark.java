package dev.lumen.benchmarks;

import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.PastRun;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.core.profile.AccessProfile;
import dev.lumen.core.profile.ProfileGrid;
import dev.lumen.core.report.HtmlReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The page of HTML for a week of noisy runs, a surface of 64 cells and two weeks of a bill by the hour; prints its size. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReportBenchmark {
    private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final int WEEK = 2016;
    private static final int HOURS = 336;
    private static final int ACCESSES = 500_000;
    private static final int KEYS = 20_000;

    private final SplittableRandom random = new SplittableRandom(1);
    private final AtomicLong run = new AtomicLong();
    private final List<PastRun> runs = new ArrayList<>();
    private List<UnifiedFeedback> last = List.of();
    private Background background = Background.NONE;

    /** Makes the week. */
    @Setup
    public void week() {
        try (FeedbackOrchestrator lumen = FeedbackOrchestrator.builder(CacheName.of("benchmark"))
                .source(cache -> reading())
                .clock(this::now)
                .build()) {
            for (int i = 0; i < WEEK; i++) {
                run.incrementAndGet();
                last = List.of(lumen.run());
                runs.add(PastRun.of(last.get(0)));
            }
        }
        CostSeries bill = new CostSeries(
                START,
                Duration.ofHours(1),
                Collections.nCopies(HOURS, Usd.of(1.5)),
                Optional.of(Collections.nCopies(HOURS, 9_000.0)),
                START.plus(Duration.ofHours(HOURS)),
                Optional.empty());
        background = new Background(runs, Optional.of(surface()), Optional.of(bill));
        System.out.printf("%,d bytes%n", page().getBytes(StandardCharsets.UTF_8).length);
    }

    /** Renders it. */
    @Benchmark
    public String page() {
        return HtmlReport.of(last.get(0), background);
    }

    private HitRatioSurface surface() {
        AccessProfile profile = new AccessProfile(
                ProfileGrid.spanning(TtlBounds.DEFAULT, SizeBounds.DEFAULT, 8, 8),
                AccessProfile.DEFAULT_STATE_LIMIT,
                Optional.empty(),
                1);
        for (int i = 0; i < ACCESSES; i++) {
            long key = (long) (KEYS * Math.pow(random.nextDouble(), 3));
            profile.access(i * 10L, AccessProfile.mix(key), 10_000, i / 50_000);
        }
        return profile.surface();
    }

    private Instant now() {
        return START.plus(STEP.multipliedBy(run.get()));
    }

    private Reading reading() {
        int hits = 6_500 + random.nextInt(1_500);
        return new Reading.Windowed(
                Window.ending(now(), STEP),
                Lookups.counted(hits, 10_000 - hits),
                Removals.evicted(random.nextInt(60)),
                Gauges.builder()
                        .used(ByteSize.ofMegabytes(150 + random.nextInt(60)))
                        .capacity(ByteSize.ofMegabytes(256))
                        .p95Latency(Duration.ofMillis(85))
                        .ttl(Duration.ofSeconds(300 + 60 * (run.get() / 500)))
                        .build());
    }
}
