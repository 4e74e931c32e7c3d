package dev.lumen.benchmarks;

import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.FeedbackOrchestrator;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole run of the orchestrator without input or output: a source that answers from memory, state in memory, one sink
 * that does nothing. Time is virtual, five minutes a run, so that each run has a new window to judge.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RunBenchmark {
    private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(5);

    private final AtomicLong runs = new AtomicLong();

    private final FeedbackOrchestrator lumen = FeedbackOrchestrator.builder(CacheName.of("benchmark"))
            .source(cache -> reading())
            .sink(feedback -> {})
            .clock(this::now)
            .build();

    /** A run on the next window. */
    @Benchmark
    public UnifiedFeedback run() {
        runs.incrementAndGet();
        return lumen.run();
    }

    /** Refuses to measure runs that decide nothing. */
    @Setup(Level.Iteration)
    public void requireAdvice() {
        UnifiedFeedback feedback = run();
        if (feedback.ttl().isEmpty()
                || feedback.size().isEmpty()
                || feedback.gate().isEmpty()) {
            throw new IllegalStateException("a run without advice: " + feedback.missing());
        }
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        lumen.close();
    }

    private Instant now() {
        return START.plus(STEP.multipliedBy(runs.get()));
    }

    private Reading reading() {
        return new Reading.Windowed(
                Window.ending(now(), STEP),
                Lookups.counted(7_250, 2_750),
                Removals.evicted(42),
                Gauges.builder()
                        .used(ByteSize.ofMegabytes(185))
                        .capacity(ByteSize.ofMegabytes(256))
                        .p95Latency(Duration.ofMillis(85))
                        .ttl(Duration.ofSeconds(300))
                        .build());
    }
}
