package dev.lumen.core.govern.verify;

import dev.lumen.api.act.Effect;
import java.util.Arrays;
import java.util.Optional;

/**
 * How far the mean of a series moved at a known time, with an interval that may be looked at after each new value.
 *
 * <p>With n values before and m after, D the difference of the means, s² the pooled variance on ν = n + m − 2 degrees of freedom,
 * N = nm/(n + m), t = (D − δ)·√N ÷ s and g = N·c², the likelihood of t under a normal prior of the standardised effect with
 * deviation c = {@value #SCALE}, over its likelihood without an effect, is
 *
 * <pre>  B(δ) = (1 + g)^(−1/2) · ( (1 + t²/ν) ÷ (1 + t²/(ν(1 + g))) )^((ν + 1)/2)</pre>
 *
 * (Gönen, Johnson, Lu and Westfall, The American Statistician 59, 2005). As t is what is left of the data once location and scale
 * are, B(δ) is a martingale that begins with 1 where δ is true, so that it ever reaches 1/α with probability at most α (Ville;
 * Lai, Annals of Statistics 4, 1976; Pérez-Ortiz, Lardy, de Heide and Grünwald, Annals of Statistics 52, 2024). The interval holds
 * all δ with B(δ) &lt; 1/α; it is a closed formula.
 *
 * <p><b>Assumed:</b> values are normal, as means of many requests nearly are, and of one variance before and after. They need not
 * be independent: the squared error of a mean is taken to be so many times that of independent values as the worst of these says
 * of the time before the change (at least once): L times the variance of means of L neighbours over that of single values, for L
 * = 2, 4, 8, … as long as {@value #FEWEST} such means are there (batch means: Conway, Management Science 10, 1963), and (1 + ρ) ÷ (1
 * − ρ) of an autoregression of the first order, with ρ from neighbours, corrected for its bias (Kendall 1954) and taken one
 * standard error higher (Bayley and Hammersley, JRSS Suppl. 8, 1946). N is divided by it, and ν counts means of L instead of
 * values. So dependence costs time rather than wrong alarms; one that reaches over much of the time before the change cannot be
 * seen and can still cause some.
 */
final class SequentialT {
    private static final double SCALE = 1;

    /** A series that is more of one piece than this says next to nothing anyway. */
    private static final double MOST_DEPENDENT = 0.95;

    /** So many means make a variance. */
    private static final int FEWEST = 8;

    /** Below this share of the values' size their spread is rounding. */
    private static final double ROUNDING = 1e-9;

    private SequentialT() {}

    /** The movement of the mean; empty as long as there are too few values for any bound. */
    static Optional<Effect> moved(double[] before, double[] after, double alpha) {
        int n = before.length;
        int m = after.length;
        if (n < 2 || m < 2) {
            return Optional.empty();
        }
        double[] rest = residuals(before);
        double[] restAfter = residuals(after);
        double squares = squares(rest) + squares(restAfter);
        Inflation inflation = inflation(before).orWorse(ofNeighbours(rest, restAfter, squares));
        double pairs = (double) n * m / (n + m) / inflation.factor;
        double freedom = Math.max(1, (n + m) / inflation.values - 2);
        double deviation = Math.max(Math.sqrt(squares / (n + m - 2)), ROUNDING * size(before, after));
        double g = pairs * SCALE * SCALE;
        double q = Math.pow(Math.sqrt(1 + g) / alpha, 2 / (freedom + 1));
        if (q >= 1 + g) {
            return Optional.empty();
        }
        double t = Math.sqrt(freedom * (q - 1) / (1 - q / (1 + g)));
        double reach = t * deviation / Math.sqrt(pairs);
        double moved = mean(after) - mean(before);
        return Optional.of(new Effect(moved, moved - reach, moved + reach));
    }

    /** How many times the squared error of a mean is that of independent values, and how many values are worth one. */
    private record Inflation(double factor, double values) {
        Inflation orWorse(Inflation other) {
            return other.factor > factor ? other : this;
        }
    }

    private static Inflation inflation(double[] before) {
        Inflation worst = new Inflation(1, 1);
        double single = variance(before);
        double[] means = before;
        for (int length = 2; single > 0 && means.length / 2 >= FEWEST; length *= 2) {
            means = pairs(means);
            worst = worst.orWorse(new Inflation(length * variance(means) / single, length));
        }
        return worst;
    }

    /** Means of pairs of neighbours. */
    private static double[] pairs(double[] values) {
        double[] means = new double[values.length / 2];
        for (int i = 0; i < means.length; i++) {
            means[i] = (values[2 * i] + values[2 * i + 1]) / 2;
        }
        return means;
    }

    private static double variance(double[] values) {
        return squares(residuals(values)) / (values.length - 1);
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double[] residuals(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(value -> value - mean).toArray();
    }

    private static double squares(double[] values) {
        return Arrays.stream(values).map(value -> value * value).sum();
    }

    private static double size(double[] before, double[] after) {
        return Math.max(
                Arrays.stream(before).map(Math::abs).max().orElse(0),
                Arrays.stream(after).map(Math::abs).max().orElse(0));
    }

    private static Inflation ofNeighbours(double[] before, double[] after, double squares) {
        double count = before.length + after.length;
        if (squares == 0 || count < 3) {
            return new Inflation(1, 1);
        }
        double seen = (neighbours(before) + neighbours(after)) / squares * count / (count - 2);
        double unbiased = seen + (1 + 4 * seen) / count;
        double error = Math.sqrt(Math.max(0, 1 - seen * seen) / count);
        double rho = Math.max(0, Math.min(MOST_DEPENDENT, unbiased + error));
        double factor = (1 + rho) / (1 - rho);
        return new Inflation(factor, factor);
    }

    private static double neighbours(double[] values) {
        double sum = 0;
        for (int i = 1; i < values.length; i++) {
            sum += values[i - 1] * values[i];
        }
        return sum;
    }
}
