package dev.lumen.benchmarks;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.feedback.PastRun;
import dev.lumen.api.feedback.PastRun.Measured;
import dev.lumen.api.feedback.PastRun.Setting;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.state.StoredState;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.state.FileStateStore;
import dev.lumen.core.state.RunState;
import dev.lumen.core.state.StateFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
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

/** What a run pays for its state when a week of runs a minute apart is full. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StateBenchmark {
    private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");
    private static final int MINUTES = 8 * 24 * 60;

    private final StateFormat format = new StateFormat();
    private RunState state = RunState.EMPTY;
    private StoredState bytes = format.encode(state);
    private Path file = Path.of("");
    private long minute;

    /** Fills the week. */
    @Setup(Level.Trial)
    public void fill() throws IOException {
        while (minute < MINUTES) {
            state = next();
        }
        bytes = format.encode(state);
        file = Files.createTempDirectory("lumen-state").resolve("state");
    }

    /** Removes the file. */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(file.resolveSibling(""));
    }

    /** All runs anew, as the first save after a start does. */
    @Benchmark
    public StoredState encodeAll() {
        return new StateFormat().encode(state);
    }

    /** One run more, as every other save does. */
    @Benchmark
    public StoredState encodeOneMore() {
        state = next();
        return format.encode(state);
    }

    /** One run more, forced to the disk. */
    @Benchmark
    public void saveOneMore() throws IOException {
        state = next();
        new FileStateStore(file).save(format.encode(state));
    }

    /** What the first run after a start reads. */
    @Benchmark
    public RunState decode() throws IOException {
        return StateFormat.decode(bytes);
    }

    private RunState next() {
        Instant at = START.plus(Duration.ofMinutes(minute++));
        double ratio = 0.6 + 0.2 * Math.sin((double) minute);
        Optional<ByteSize> capacity = Optional.of(ByteSize.ofMegabytes(256));
        return state.with(new PastRun(
                at,
                SystemHealth.GOOD,
                OptionalDouble.of(100 * ratio),
                Optional.of(new Measured(
                        OptionalDouble.of(ratio),
                        Optional.of(ByteSize.ofBytes(193_986_560 + minute)),
                        Optional.of(Duration.ofNanos(85_123_456)),
                        OptionalDouble.of(ratio * 700))),
                new Setting(Optional.of(Duration.ofSeconds(300)), capacity),
                new Setting(Optional.of(Duration.ofSeconds(420)), capacity),
                Optional.of(new Estimate(ratio + 0.03, ratio, ratio + 0.06))));
    }
}
