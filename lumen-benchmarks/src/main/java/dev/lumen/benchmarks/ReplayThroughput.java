package dev.lumen.benchmarks;

import dev.lumen.api.units.ByteSize;
import dev.lumen.replay.BadRows;
import dev.lumen.replay.Replay;
import dev.lumen.replay.ReplayPrices;
import dev.lumen.replay.ReplaySettings;
import dev.lumen.replay.TraceReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How fast a trace is replayed beside how fast it is merely read, and what heap that takes.
 *
 * <p>Both run over the same file in the same thread, in turn, so that whatever else the machine does falls on both; what
 * is measured is the time that the thread had a core, and the median of the rounds is shown. Reading is what {@link TraceReader} does: unpacking, parsing, checking, and numbering the
 * keys.
 *
 * <pre>{@code
 * java -cp target/benchmarks.jar dev.lumen.benchmarks.ReplayThroughput [TRACE | ROWS KEYS]
 * }</pre>
 */
public final class ReplayThroughput {
    private static final double BYTES_PER_MB = 1 << 20;
    private static final double WARM_UP_SECONDS = 10;
    private static final int ROUNDS = 7;
    private static final int DEFAULT_ROWS = 10_000_000;
    private static final int DEFAULT_KEYS = 1_000_000;

    /** A quarter of what a million generated keys take. */
    private static final ByteSize SIZE = ByteSize.ofMegabytes(512);

    private static final ReplaySettings SETTINGS = new ReplaySettings(
            Optional.of(Duration.ofSeconds(300)),
            Optional.of(SIZE),
            Duration.ofMinutes(5),
            new ReplayPrices(0.01, 0.0365, 0),
            new ReplaySettings.Fixed());

    private final Path file;

    private ReplayThroughput(Path file) {
        this.file = file;
    }

    /**
     * Measures.
     *
     * @param args a trace; or how many rows and keys to generate; or nothing, for ten million rows of a million keys
     * @throws IOException if the trace cannot be read or made
     */
    public static void main(String[] args) throws IOException {
        if (args.length == 1) {
            new ReplayThroughput(Path.of(args[0])).measure();
            return;
        }
        int rows = args.length == 2 ? Integer.parseInt(args[0]) : DEFAULT_ROWS;
        int keys = args.length == 2 ? Integer.parseInt(args[1]) : DEFAULT_KEYS;
        Path made = TraceGenerator.write(rows, keys);
        try {
            new ReplayThroughput(made).measure();
        } finally {
            Files.delete(made);
        }
    }

    private void measure() throws IOException {
        for (double warm = 0; warm < WARM_UP_SECONDS; ) {
            warm += seconds(this::read) + seconds(this::replay);
        }
        double[] reading = new double[ROUNDS];
        double[] replaying = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            reading[round] = seconds(this::read);
            replaying[round] = seconds(this::replay);
        }
        print(reading, replaying);
    }

    private void print(double[] reading, double[] replaying) throws IOException {
        long rows = read();
        double read = median(reading);
        double replayed = median(replaying);
        print("rows              %,d, %,d bytes in the file%n", rows, Files.size(file));
        print("reading alone     %,.0f rows/s, %.0f ns a row%n", rows / read, read / rows * 1e9);
        print("replay (fixed)    %,.0f rows/s, %.0f ns a row%n", rows / replayed, replayed / rows * 1e9);
        print("reading's share   %.0f %% of the replay%n", 100 * read / replayed);
        print(
                "heap              %,.1f MB held at most at the end of a window, of %,d MB allowed%n",
                heldWhileReplaying() / BYTES_PER_MB, Runtime.getRuntime().maxMemory() / (long) BYTES_PER_MB);
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }

    private long read() throws IOException {
        try (TraceReader trace = TraceReader.open(file, BadRows.REFUSE)) {
            while (trace.next()) {
                // Reading is all there is to do.
            }
            return trace.rows();
        }
    }

    private long replay() throws IOException {
        try (TraceReader trace = TraceReader.open(file, BadRows.REFUSE)) {
            return Replay.run(trace, SETTINGS, window -> {}).counters().requests();
        }
    }

    /** Returns the most that a replay's reader and cache hold, by a collection at the end of each window. */
    private double heldWhileReplaying() throws IOException {
        long before = heldBytes();
        long[] most = {0};
        try (TraceReader trace = TraceReader.open(file, BadRows.REFUSE)) {
            Replay.run(trace, SETTINGS, window -> most[0] = Math.max(most[0], heldBytes()));
        }
        return most[0] - before;
    }

    private static long heldBytes() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    private static double seconds(Pass pass) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        pass.run();
        return (threads.getCurrentThreadCpuTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** A pass over the file. */
    private interface Pass {
        long run() throws IOException;
    }
}
