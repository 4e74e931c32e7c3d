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
    private static final String HIT_RATIOS =
            "| trace | MAE | worst cell | SHARDS' MAE | its worst | coverage | half-width | score | ns |";
    private static final List<String> HIT_RATIO_FORMATS =
            List.of("%.4f", "%.4f", "%.4f", "%.4f", "%.1f %%", "%.4f", "%.4f", "%.0f");
    private static final String ALL_ELSE = "| trace | stale MAE | coverage | half-width | score | occupied | coverage |"
            + " half-width | score | evictions ÷ requests | coverage | half-width | score |";
    private static final List<String> ALL_ELSE_FORMATS = List.of(
            "%.4f",
            "%.1f %%", "%.4f", "%.4f", "%.2f %%", "%.1f %%", "%.2f %%", "%.2f %%", "%.4f", "%.1f %%", "%.4f", "%.4f");

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
            out.printf(Locale.ROOT, "%n%d KB, %d seeds (SHARDS: %d)%n", limit.bytes() / 1024, seeds, baselineSeeds);
            List<Row> hitRatios = new ArrayList<>();
            List<Row> allElse = new ArrayList<>();
            for (int i = 0; i < traces.size(); i++) {
                AccuracyScores lumen = lumen(traces.get(i), answers.get(i), limit);
                hitRatios.add(hitRatios(lumen, shards(traces.get(i), answers.get(i), limit)));
                allElse.add(allElse(lumen));
            }
            List<String> names = traces.stream().map(AccuracyTrace::name).toList();
            print(HIT_RATIOS, names, hitRatios, HIT_RATIO_FORMATS, out);
            print(ALL_ELSE, names, allElse, ALL_ELSE_FORMATS, out);
        }
    }

    private static void print(
            String header, List<String> names, List<Row> rows, List<String> formats, PrintStream out) {
        out.println();
        out.println(header);
        out.println("|---|" + "---:|".repeat(formats.size()));
        for (int i = 0; i < names.size(); i++) {
            out.println(rows.get(i).text(names.get(i), formats));
        }
        out.println(Row.mean(rows).text("mean", formats));
    }

    private AccuracyScores lumen(AccuracyTrace trace, AccuracyAnswers answers, ByteSize limit) {
        profile(trace, answers, limit, 0);
        AccuracyScores scores = new AccuracyScores(answers);
        for (int seed = 1; seed <= seeds; seed++) {
            long start = cpuNanos();
            AccessProfile profile = profile(trace, answers, limit, seed);
            scores.time(cpuNanos() - start, trace.length());
            scores.add(profile.surface(), answers);
        }
        return scores;
    }

    private AccuracyScores shards(AccuracyTrace trace, AccuracyAnswers answers, ByteSize limit) {
        AccuracyScores scores = new AccuracyScores(answers);
        for (int seed = 1; seed <= baselineSeeds; seed++) {
            scores.add(shards(trace, answers, limit, seed), answers);
        }
        return scores;
    }

    private static Row hitRatios(AccuracyScores lumen, AccuracyScores shards) {
        IntervalScores intervals = lumen.hitRatios();
        return new Row(new double[] {
            lumen.meanError(),
            lumen.worstError(),
            shards.meanError(),
            shards.worstError(),
            100 * intervals.coverage(),
            intervals.halfWidth(),
            intervals.score(),
            lumen.nanosPerAccess()
        });
    }

    private static Row allElse(AccuracyScores lumen) {
        IntervalScores stale = lumen.staleRatios();
        IntervalScores occupied = lumen.occupied();
        IntervalScores evictions = lumen.evictions();
        return new Row(new double[] {
            stale.error(),
            100 * stale.coverage(),
            stale.halfWidth(),
            stale.score(),
            100 * occupied.error(),
            100 * occupied.coverage(),
            100 * occupied.halfWidth(),
            100 * occupied.score(),
            evictions.error(),
            100 * evictions.coverage(),
            evictions.halfWidth(),
            evictions.score()
        });
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

    /** A line of a table: numbers in the order and the formats of its columns. */
    private static final class Row {
        private final double[] values;

        Row(double[] values) {
            this.values = values;
        }

        static Row mean(List<Row> rows) {
            double[] means = new double[rows.get(0).values.length];
            for (Row row : rows) {
                for (int i = 0; i < means.length; i++) {
                    means[i] += row.values[i] / rows.size();
                }
            }
            return new Row(means);
        }

        String text(String name, List<String> formats) {
            StringBuilder line = new StringBuilder("| " + name + " |");
            for (int i = 0; i < values.length; i++) {
                line.append(' ')
                        .append(String.format(Locale.ROOT, formats.get(i), values[i]))
                        .append(" |");
            }
            return line.toString();
        }
    }
}
