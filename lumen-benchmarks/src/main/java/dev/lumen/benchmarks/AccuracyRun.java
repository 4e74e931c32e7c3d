package dev.lumen.benchmarks;

import dev.lumen.api.units.ByteSize;
import dev.lumen.core.profile.AccessProfile;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures how accurate a profile is, and prints tables in Markdown: {@code AccuracyRun [--seeds N] [--baseline-seeds N]
 * [--limits KB,KB,…] [TRACE.csv[.gz] …]}. Without traces it takes {@link AccuracyWorkloads}. Exact answers come from {@code
 * NAME.oracle.csv} beside a trace, else from replaying it once for each setting.
 *
 * <p>A seed chooses which keys are sampled. Times are of the thread's CPU, without the first run of each trace.
 */
public final class AccuracyRun {
    private static final String HEADER =
            "| trace | MAE | worst cell | SHARDS' MAE | its worst | stale MAE | occupied | coverage | half-width |"
                    + " score | ns |";

    private final List<Path> files = new ArrayList<>();
    private List<ByteSize> limits = List.of(AccessProfile.DEFAULT_STATE_LIMIT, ByteSize.ofBytes(256 * 1024L));
    private int seeds = 3;
    private int baselineSeeds = 3;

    private AccuracyRun(String[] args) {
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--seeds" -> seeds = Integer.parseInt(args[++i]);
                case "--baseline-seeds" -> baselineSeeds = Integer.parseInt(args[++i]);
                case "--limits" -> limits = limits(args[++i]);
                default -> files.add(Path.of(args[i]));
            }
        }
    }

    private static List<ByteSize> limits(String kilobytes) {
        List<ByteSize> limits = new ArrayList<>();
        for (String each : kilobytes.split(",", -1)) {
            limits.add(ByteSize.ofBytes(Long.parseLong(each) * 1024));
        }
        return limits;
    }

    /** Runs and prints. */
    public static void main(String[] args) throws IOException {
        new AccuracyRun(args).print(System.out);
    }

    private void print(PrintStream out) throws IOException {
        List<AccuracyTrace> traces = new ArrayList<>();
        List<AccuracyAnswers> answers = new ArrayList<>();
        for (Path file : files) {
            traces.add(AccuracyTrace.read(file));
            answers.add(AccuracyAnswers.of(file, traces.get(traces.size() - 1)));
        }
        if (files.isEmpty()) {
            for (AccuracyTrace made : AccuracyWorkloads.all()) {
                traces.add(made);
                answers.add(AccuracyAnswers.replayed(made));
            }
        }
        for (ByteSize limit : limits) {
            out.printf(Locale.ROOT, "%n%d KB, %d seeds (SHARDS: %d)%n%n", limit.bytes() / 1024, seeds, baselineSeeds);
            out.println(HEADER);
            out.println("|---|" + "---:|".repeat(10));
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < traces.size(); i++) {
                rows.add(measure(traces.get(i), answers.get(i), limit));
                rows.get(i).print(traces.get(i).name(), out);
            }
            Row.mean(rows).print("mean", out);
        }
    }

    private Row measure(AccuracyTrace trace, AccuracyAnswers answers, ByteSize limit) {
        profile(trace, answers, limit, 0);
        AccuracyScores lumen = new AccuracyScores(answers);
        for (int seed = 1; seed <= seeds; seed++) {
            long start = cpuNanos();
            AccessProfile profile = profile(trace, answers, limit, seed);
            lumen.time(cpuNanos() - start, trace.length());
            lumen.add(profile.surface(), answers);
        }
        AccuracyScores shards = new AccuracyScores(answers);
        for (int seed = 1; seed <= baselineSeeds; seed++) {
            shards.add(shards(trace, answers, limit, seed), answers);
        }
        return Row.of(lumen, shards);
    }

    private static AccessProfile profile(AccuracyTrace trace, AccuracyAnswers answers, ByteSize limit, long seed) {
        AccessProfile profile = new AccessProfile(answers.grid(), limit, Optional.empty(), seed);
        for (int i = 0; i < trace.length(); i++) {
            profile.access(trace.millis(i), hash(trace, i, seed), trace.bytes(i), trace.version(i));
        }
        return profile;
    }

    private static double[] shards(AccuracyTrace trace, AccuracyAnswers answers, ByteSize limit, long seed) {
        ShardsBaseline shards = new ShardsBaseline(answers.grid(), limit);
        for (int i = 0; i < trace.length(); i++) {
            shards.access(trace.millis(i), hash(trace, i, seed), trace.bytes(i));
        }
        return shards.hitRatios();
    }

    private static long hash(AccuracyTrace trace, int access, long seed) {
        return AccessProfile.mix(trace.hash(access) + seed * 0x9e3779b97f4a7c15L);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** A line of a table, in the order of its header. */
    private static final class Row {
        private static final String[] FORMATS = {
            "%.4f", "%.4f", "%.4f", "%.4f", "%.4f", "%.2f %%", "%.1f %%", "%.4f", "%.4f", "%.0f"
        };

        private final double[] values;

        Row(double[] values) {
            this.values = values;
        }

        static Row of(AccuracyScores lumen, AccuracyScores shards) {
            return new Row(new double[] {
                lumen.meanError(),
                lumen.worstError(),
                shards.meanError(),
                shards.worstError(),
                lumen.staleError(),
                100 * lumen.occupiedError(),
                100 * lumen.coverage(),
                lumen.halfWidth(),
                lumen.intervalScore(),
                lumen.nanosPerAccess()
            });
        }

        static Row mean(List<Row> rows) {
            double[] means = new double[FORMATS.length];
            for (Row row : rows) {
                for (int i = 0; i < means.length; i++) {
                    means[i] += row.values[i] / rows.size();
                }
            }
            return new Row(means);
        }

        void print(String name, PrintStream out) {
            StringBuilder line = new StringBuilder("| ").append(name).append(" |");
            for (int i = 0; i < FORMATS.length; i++) {
                line.append(String.format(Locale.ROOT, " " + FORMATS[i] + " |", values[i]));
            }
            out.println(line);
        }
    }
}
