package dev.lumen.benchmarks;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.core.profile.ProfiledSurface;
import java.util.List;

/**
 * How far estimates of one trace are from the truth, over the settings with a finite TTL and any number of runs. Intervals of hit
 * ratios are judged where these are neither near 0 nor near 1, those of evictions where there are any.
 */
final class AccuracyScores {
    private static final double LEAST_RATIO = 0.02;
    private static final double MOST_RATIO = 0.98;
    private static final double MILLIS_PER_HOUR = 3.6e6;

    private final double[] errors;
    private final IntervalScores hitRatios = new IntervalScores();
    private final IntervalScores staleRatios = new IntervalScores();
    private final IntervalScores occupied = new IntervalScores();
    private final IntervalScores evictions = new IntervalScores();
    private int cells;
    private int runs;
    private long nanos;
    private long accesses;

    AccuracyScores(AccuracyAnswers answers) {
        errors = new double[answers.cells().size()];
    }

    /** Takes in one run's surface. */
    void add(ProfiledSurface surface, AccuracyAnswers answers) {
        double[] values = new double[errors.length];
        List<SurfacePoint> points = surface.points();
        for (int cell = 0; cell < errors.length; cell++) {
            SurfacePoint point = points.get(cell);
            AccuracyAnswers.Cell exact = answers.cells().get(cell);
            values[cell] = point.hitRatio().value();
            if (exact.expires()) {
                staleRatios.add(point.staleRatio().orElse(Estimate.exactly(0)), exact.staleRatio(), 1);
                judge(
                        point,
                        exact,
                        surface.requests()
                                * MILLIS_PER_HOUR
                                / surface.observed().toMillis());
            }
        }
        add(values, answers);
    }

    /** Takes in one run of an estimator that gives hit ratios alone. */
    void add(double[] values, AccuracyAnswers answers) {
        runs++;
        for (int cell = 0; cell < errors.length; cell++) {
            AccuracyAnswers.Cell exact = answers.cells().get(cell);
            if (exact.expires()) {
                errors[cell] += Math.abs(values[cell] - exact.hitRatio());
                cells++;
            }
        }
    }

    private void judge(SurfacePoint point, AccuracyAnswers.Cell exact, double requestsPerHour) {
        if (exact.hitRatio() > LEAST_RATIO && exact.hitRatio() < MOST_RATIO) {
            hitRatios.add(point.hitRatio(), exact.hitRatio(), 1);
        }
        if (exact.occupiedBytes() > 0) {
            occupied.add(point.occupiedBytes(), exact.occupiedBytes(), exact.occupiedBytes());
        }
        if (exact.evictions() > 0) {
            evictions.add(point.evictionsPerHour().times(1 / requestsPerHour), exact.evictions(), 1);
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

    IntervalScores hitRatios() {
        return hitRatios;
    }

    /** Of stale hits ÷ hits. */
    IntervalScores staleRatios() {
        return staleRatios;
    }

    /** Of bytes held, as shares of what is held. */
    IntervalScores occupied() {
        return occupied;
    }

    /** Of evictions ÷ requests. */
    IntervalScores evictions() {
        return evictions;
    }

    double nanosPerAccess() {
        return (double) nanos / Math.max(1, accesses);
    }
}
