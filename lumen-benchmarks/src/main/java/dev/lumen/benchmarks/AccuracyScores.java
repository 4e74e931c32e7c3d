package dev.lumen.benchmarks;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.core.profile.ProfiledSurface;
import java.util.List;

/**
 * How far estimates of one trace are from the truth, over the settings with a finite TTL and any number of runs. Intervals
 * are judged where the hit ratio is neither near 0 nor near 1, by how often they cover, by their width, and by the interval
 * score, which weighs the one against the other (Gneiting and Raftery, "Strictly Proper Scoring Rules, Prediction, and
 * Estimation", JASA 2007, section 6.2): width + 2/α · how far outside the truth lies. Lower is better.
 */
final class AccuracyScores {
    private static final double ALPHA = 0.1;
    private static final double LEAST_RATIO = 0.02;
    private static final double MOST_RATIO = 0.98;

    private final double[] errors;
    private double staleErrors;
    private double occupiedErrors;
    private int cells;
    private int runs;
    private int judged;
    private int covered;
    private double widths;
    private double intervalScores;
    private long nanos;
    private long accesses;

    AccuracyScores(AccuracyAnswers answers) {
        errors = new double[answers.cells().size()];
    }

    /** Takes in one run's surface. */
    void add(ProfiledSurface surface, AccuracyAnswers answers) {
        double[] hitRatios = new double[errors.length];
        List<SurfacePoint> points = surface.points();
        for (int cell = 0; cell < errors.length; cell++) {
            SurfacePoint point = points.get(cell);
            AccuracyAnswers.Cell exact = answers.cells().get(cell);
            hitRatios[cell] = point.hitRatio().value();
            if (exact.expires()) {
                double stale = point.staleRatio().map(Estimate::value).orElse(0.0);
                staleErrors += Math.abs(stale - exact.staleRatio());
                occupiedErrors += exact.occupiedBytes() > 0
                        ? Math.abs(point.occupiedBytes() - exact.occupiedBytes()) / exact.occupiedBytes()
                        : 0;
                judge(point.hitRatio(), exact.hitRatio());
            }
        }
        add(hitRatios, answers);
    }

    /** Takes in one run of an estimator that gives hit ratios alone. */
    void add(double[] hitRatios, AccuracyAnswers answers) {
        runs++;
        for (int cell = 0; cell < errors.length; cell++) {
            AccuracyAnswers.Cell exact = answers.cells().get(cell);
            if (exact.expires()) {
                errors[cell] += Math.abs(hitRatios[cell] - exact.hitRatio());
                cells++;
            }
        }
    }

    private void judge(Estimate interval, double truth) {
        if (truth > LEAST_RATIO && truth < MOST_RATIO) {
            judged++;
            double outside = Math.max(0, Math.max(interval.low() - truth, truth - interval.high()));
            covered += outside == 0 ? 1 : 0;
            widths += interval.high() - interval.low();
            intervalScores += interval.high() - interval.low() + 2 / ALPHA * outside;
        }
    }

    /** Counts the time that a run took. */
    void time(long cpuNanos, int run) {
        nanos += cpuNanos;
        accesses += run;
    }

    double meanError() {
        double sum = 0;
        for (double error : errors) {
            sum += error;
        }
        return sum / Math.max(1, cells);
    }

    /** The largest error that a setting has on the mean of the runs. */
    double worstError() {
        double worst = 0;
        for (double error : errors) {
            worst = Math.max(worst, error / Math.max(1, runs));
        }
        return worst;
    }

    double staleError() {
        return staleErrors / Math.max(1, cells);
    }

    double occupiedError() {
        return occupiedErrors / Math.max(1, cells);
    }

    double coverage() {
        return (double) covered / Math.max(1, judged);
    }

    double halfWidth() {
        return widths / 2 / Math.max(1, judged);
    }

    double intervalScore() {
        return intervalScores / Math.max(1, judged);
    }

    double nanosPerAccess() {
        return (double) nanos / Math.max(1, accesses);
    }
}
