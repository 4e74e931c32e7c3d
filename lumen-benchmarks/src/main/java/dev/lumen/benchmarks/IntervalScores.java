package dev.lumen.benchmarks;

import dev.lumen.api.evidence.Estimate;

/**
 * How good the intervals of one kind of estimate are: how often they cover, how wide they are, and the interval score, which weighs
 * the one against the other (Gneiting and Raftery, "Strictly Proper Scoring Rules, Prediction, and Estimation", JASA 2007,
 * section 6.2): width + 2/α · how far outside the truth lies. Lower is better.
 */
final class IntervalScores {
    private static final double ALPHA = 0.1;

    private int judged;
    private int covered;
    private double widths;
    private double scores;
    private double errors;

    /** Takes in one estimate; errors and widths are told in units of {@code unit}, more than 0. */
    void add(Estimate estimate, double truth, double unit) {
        double width = (estimate.high() - estimate.low()) / unit;
        double outside = Math.max(0, Math.max(estimate.low() - truth, truth - estimate.high())) / unit;
        judged++;
        covered += outside == 0 ? 1 : 0;
        widths += width;
        scores += width + 2 / ALPHA * outside;
        errors += Math.abs(estimate.value() - truth) / unit;
    }

    /** The share of the intervals that hold the truth. */
    double coverage() {
        return (double) covered / Math.max(1, judged);
    }

    double halfWidth() {
        return widths / 2 / Math.max(1, judged);
    }

    double score() {
        return scores / Math.max(1, judged);
    }

    /** How far the values themselves are off, on average. */
    double error() {
        return errors / Math.max(1, judged);
    }
}
