package dev.lumen.core.govern.trial;

import java.util.Arrays;

/**
 * What a sum over buckets would be if other coins had been tossed: the distribution of
 *
 * <pre>  U = Σ (Z − π)·r        Z = 1 with probability π, else 0, independent for each bucket of residual r</pre>
 *
 * under the hypothesis that the TTL changes nothing, so that residuals are what they are whoever is in which arm (Fisher's
 * randomisation test: The Design of Experiments, 1935; Rosenbaum, Observational Studies, 2002, ch. 2).
 *
 * <p>The tail is not approximated but bounded, by Chernoff's inequality with the exact generating function:
 *
 * <pre>  P(U ≥ u) ≤ exp(ψ(λ) − λu) for each λ &gt; 0,   ψ(λ) = Σ ln(π·e^(λ(1−π)r) + (1−π)·e^(−λπr))</pre>
 *
 * which holds for any residuals whatsoever: one bucket that outweighs all others, heavy tails, counts of a handful. The price
 * against a normal tail is a factor of about z·√2π in probability, a sixth in width where α is a ten-thousandth.
 */
final class Randomisation {
    /** Any λ gives a valid bound; from the one that is best for a normal sum, so many steps find the best one nearly. */
    private static final int NEWTON_STEPS = 4;

    /** From here on e^(−y) is nothing beside 1. */
    private static final double LARGE = 30;

    /** Over the largest one, so that no square is lost. */
    private final double[] residuals;

    private final double scale;
    private final double share;
    private final double variance;

    /**
     * The distribution for given residuals.
     *
     * @param residuals of each bucket; those of 0 do not count
     * @param share the coins' probability π, above 0 and below 1
     */
    Randomisation(double[] residuals, double share) {
        double largest = Arrays.stream(residuals).map(Math::abs).max().orElse(0);
        scale = largest;
        this.residuals = Arrays.stream(residuals)
                .filter(r -> r != 0)
                .map(r -> r / largest)
                .toArray();
        this.share = share;
        variance = share
                * (1 - share)
                * Arrays.stream(this.residuals).map(r -> r * r).sum();
    }

    /** Standard deviation of the sum. */
    double deviation() {
        return scale * Math.sqrt(variance);
    }

    /** The natural logarithm of a bound on the probability of a sum at least as far from 0 as {@code u}, on its side. */
    double logTail(double u) {
        double sign = Math.signum(u);
        double size = variance == 0 ? Math.abs(u) : Math.abs(u) / scale;
        if (sign == 0 || variance == 0) {
            return size > 0 ? Double.NEGATIVE_INFINITY : 0;
        }
        double lambda = size / variance;
        double best = 0;
        for (int step = 0; step < NEWTON_STEPS; step++) {
            Moments at = moments(sign * lambda);
            best = least(best, at.log - lambda * size);
            double wanted = lambda - (sign * at.mean - size) / Math.max(at.variance, Double.MIN_NORMAL);
            lambda = Math.max(lambda / 2, Math.min(lambda * 2, wanted));
        }
        return best;
    }

    /**
     * How far from 0 the sum has to be, on one side, for a tail of at most e^(−{@code surprise}): inf (ψ(λ) + surprise) ÷ λ
     * (Boucheron, Lugosi and Massart, Concentration Inequalities, 2013, lemma 2.4).
     *
     * @param sign 1 for the upper side, −1 for the lower one
     * @param surprise above 0
     */
    double quantile(int sign, double surprise) {
        if (variance == 0) {
            return 0;
        }
        double lambda = Math.sqrt(2 * surprise / variance);
        double best = Double.POSITIVE_INFINITY;
        for (int step = 0; step < NEWTON_STEPS; step++) {
            Moments at = moments(sign * lambda);
            best = least(best, (at.log + surprise) / lambda);
            // Where the bound is least, λψ'(λ) − ψ(λ) = surprise.
            double excess = lambda * sign * at.mean - at.log - surprise;
            double wanted = lambda - excess / Math.max(lambda * at.variance, Double.MIN_NORMAL);
            lambda = Math.max(lambda / 2, Math.min(lambda * 2, wanted));
        }
        return scale * best;
    }

    /** Of a bound and another one, which may have run out of numbers. */
    private static double least(double best, double other) {
        return other < best ? other : best;
    }

    /** ψ and its first two derivatives. */
    private record Moments(double log, double mean, double variance) {}

    private Moments moments(double lambda) {
        double log = 0;
        double mean = 0;
        double spread = 0;
        for (double residual : residuals) {
            double y = lambda * residual;
            double tilted;
            if (y > LARGE) {
                double rest = (1 - share) * Math.exp(-y);
                log += (1 - share) * y + Math.log(share + rest);
                tilted = share / (share + rest);
            } else {
                double grown = share * Math.expm1(y);
                log += Math.log1p(grown) - share * y;
                tilted = (share + grown) / (1 + grown);
            }
            mean += residual * (tilted - share);
            spread += residual * residual * tilted * (1 - tilted);
        }
        return new Moments(log, mean, spread);
    }
}
