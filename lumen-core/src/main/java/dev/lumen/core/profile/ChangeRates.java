package dev.lumen.core.profile;

import java.util.Arrays;

/**
 * How fast contents change, from pairs of looks at them. If a key changes as a Poisson process of rate λ, a gap g between
 * two looks shows a change with probability 1 − e<sup>−λg</sup> (interval censoring; see J. Cho and H. Garcia-Molina,
 * "Estimating frequency of change", ACM TOIT 3(3), 2003).
 *
 * <p>Keys differ, by orders of magnitude, so there is no one λ. The classes are {@value #CLASSES} rates, each twice the one
 * before, and how many hits belong to each is fitted to the pairs (gap, changed?) by maximum likelihood with the EM algorithm
 * (Dempster, Laird and Rubin, 1977). Rates that are much faster than the gaps all look the same, always changed; of those
 * only the slowest is a class, so that at TTLs far shorter than the gaps the stale share is one that contents have at least.
 *
 * <p>Of entries that live for T and are read at a steady rate, hits have ages spread evenly over [0, T], so that a class
 * has a stale share of 1 − (1 − e<sup>−λT</sup>) ÷ λT at T.
 *
 * <p>{@value #BYTES} bytes. A pair costs a logarithm; a fit some hundred thousand multiplications. Not thread-safe.
 */
final class ChangeRates {
    private static final int CLASSES = 26;

    /** The slowest rate, a change in about half a year, as changes a millisecond. The fastest is a change a second. */
    private static final double SLOWEST = 0.001 / (1L << (CLASSES - 2));

    /** Gaps are told apart by the half-octave, from a millisecond to 68 years. */
    private static final int GAPS = 82;

    private static final double GAPS_PER_OCTAVE = 2;
    private static final int ROUNDS = 400;

    /** So many changes in a short gap, and faster rates would not show otherwise. */
    private static final double TELLING_CHANGES = 2;

    /** A gap is short if this share of the pairs, by weight, has shorter ones. */
    private static final double SHORT = 0.1;

    /** What arrays and fields take, headers included. */
    static final int BYTES = (3 * GAPS + CLASSES) * Double.BYTES + 256;

    private final double[] changed = new double[GAPS];
    private final double[] same = new double[GAPS];
    /** Sums of gaps in milliseconds, by weight. */
    private final double[] millis = new double[GAPS];

    private final double[] share = new double[CLASSES];
    /** Of the weights of pairs that show a change. */
    private double squares;

    /**
     * Takes in whether a content was another one after so long.
     *
     * @param gapMillis between the two looks; nothing is learnt from one that is not above 0
     * @param weight how much it counts, 0 or more
     */
    void pair(long gapMillis, boolean isAnother, double weight) {
        if (gapMillis > 0 && weight > 0) {
            int gap = (int) Math.min(GAPS - 1, GAPS_PER_OCTAVE * Math.log((double) gapMillis) / Math.log(2));
            (isAnother ? changed : same)[gap] += weight;
            millis[gap] += weight * gapMillis;
            squares += isAnother ? weight * weight : 0;
        }
    }

    /** Whether there were any pairs. */
    boolean isKnown() {
        return weight() > 0;
    }

    /** As many changes of one weight as would tell as much as those seen, 0 or more (Kish's effective sample size). */
    double changes() {
        double weight = Arrays.stream(changed).sum();
        return squares > 0 ? weight * weight / squares : 0;
    }

    private double weight() {
        return Arrays.stream(changed).sum() + Arrays.stream(same).sum();
    }

    /** Lets all pairs so far count for less; the new ones then outweigh them. */
    void fade(double factor) {
        for (int gap = 0; gap < GAPS; gap++) {
            changed[gap] *= factor;
            same[gap] *= factor;
            millis[gap] *= factor;
        }
        squares *= factor * factor;
    }

    /** Fits the classes' shares to the pairs so far. To be called before {@link #staleShare}. */
    void fit() {
        double weight = weight();
        double fastest = TELLING_CHANGES / shortGap(weight);
        for (int c = 0; c < CLASSES; c++) {
            share[c] = rate(c) <= fastest ? 1.0 / CLASSES : 0;
        }
        double[][] stays = new double[GAPS][CLASSES];
        for (int gap = 0; gap < GAPS; gap++) {
            for (int c = 0; c < CLASSES; c++) {
                stays[gap][c] = Math.exp(-rate(c) * mean(gap));
            }
        }
        for (int round = 0; round < ROUNDS && weight > 0; round++) {
            improve(stays, weight);
        }
    }

    private void improve(double[][] stays, double weight) {
        double[] next = new double[CLASSES];
        for (int gap = 0; gap < GAPS; gap++) {
            assign(changed[gap], stays[gap], true, next);
            assign(same[gap], stays[gap], false, next);
        }
        for (int c = 0; c < CLASSES; c++) {
            share[c] = next[c] / weight;
        }
    }

    /** Divides pairs of one gap and outcome over the classes, by how likely each would have them. */
    private void assign(double pairs, double[] stays, boolean isAnother, double[] to) {
        if (pairs == 0) {
            return;
        }
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
            sum += share[c] * (isAnother ? 1 - stays[c] : stays[c]);
        }
        for (int c = 0; c < CLASSES && sum > 0; c++) {
            to[c] += pairs * share[c] * (isAnother ? 1 - stays[c] : stays[c]) / sum;
        }
    }

    private double shortGap(double weight) {
        int gap = 0;
        for (double below = changed[0] + same[0]; below < SHORT * weight && gap < GAPS - 1; ) {
            gap++;
            below += changed[gap] + same[gap];
        }
        return mean(gap);
    }

    private double mean(int gap) {
        double weight = changed[gap] + same[gap];
        return weight > 0 ? millis[gap] / weight : 0;
    }

    /** The share of hits that are stale where entries live for so long, 0 to 1; grows with that. */
    double staleShare(long millis) {
        double stale = 0;
        for (int c = 0; c < CLASSES; c++) {
            double expected = rate(c) * millis;
            stale += share[c] * (expected > 0 ? 1 + Math.expm1(-expected) / expected : 0);
        }
        return Math.max(0, Math.min(1, stale));
    }

    private static double rate(int ofClass) {
        return ofClass == 0 ? 0 : SLOWEST * (1L << (ofClass - 1));
    }
}
