package dev.lumen.core.report.html;

import dev.lumen.api.feedback.PastRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The runs that a report looks back on, and the lines through them. A line breaks where a value is absent, and where there
 * was no run for much longer than is usual thereabouts.
 */
final class History {
    /** So many times the usual time between two runs is a gap. */
    private static final double GAP = 3;

    /** The usual time is the median of so many steps on either side: histories are thinned out where they are old. */
    private static final int AROUND = 4;

    private final List<PastRun> runs;
    private final boolean[] gapBefore;

    History(List<PastRun> runs) {
        this.runs = runs;
        this.gapBefore = gaps(runs);
    }

    static double seconds(Instant at) {
        return at.getEpochSecond() + at.getNano() / 1e9;
    }

    /** All runs, oldest first. */
    List<PastRun> runs() {
        return runs;
    }

    /** Whether there is a time to look back on. */
    boolean spansTime() {
        return runs.size() > 1 && end() > start();
    }

    double start() {
        return seconds(runs.get(0).at());
    }

    double end() {
        return seconds(runs.get(runs.size() - 1).at());
    }

    /** Whether nothing is known of the time between the run before and this one. */
    boolean gapBefore(int run) {
        return gapBefore[run];
    }

    /** The line through one value of each run. */
    List<Sample> line(Function<PastRun, OptionalDouble> of) {
        List<Sample> line = new ArrayList<>();
        boolean gap = false;
        for (int i = 0; i < runs.size(); i++) {
            gap |= gapBefore[i];
            OptionalDouble value = of.apply(runs.get(i));
            if (value.isPresent()) {
                line.add(new Sample(seconds(runs.get(i).at()), value.getAsDouble(), gap));
            }
            gap = value.isEmpty();
        }
        return line;
    }

    private static boolean[] gaps(List<PastRun> runs) {
        double[] steps = new double[Math.max(0, runs.size() - 1)];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = seconds(runs.get(i + 1).at()) - seconds(runs.get(i).at());
        }
        boolean[] gaps = new boolean[runs.size()];
        for (int i = 0; i < steps.length; i++) {
            double[] around =
                    Arrays.copyOfRange(steps, Math.max(0, i - AROUND), Math.min(steps.length, i + AROUND + 1));
            Arrays.sort(around);
            gaps[i + 1] = around.length > 2 && steps[i] > GAP * around[(around.length - 1) / 2];
        }
        return gaps;
    }
}
