package dev.lumen.core.verify;

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
 * <p><b>Assumed:</b> values are normal, as means of many requests nearly are, of one variance before and after, and depend on one
 * another like those of an autoregression of the first order. With its coefficient ρ estimated from the residuals of
 * neighbours, corrected for its bias (Kendall 1954) and taken one standard error higher, n and m count (1 − ρ) ÷ (1 + ρ) times
 * as much (Bayley and Hammersley, JRSS Suppl. 8, 1946). So dependence costs values rather than wrong alarms; a dependence that
 * reaches further than this can still cause some.
 */
final class SequentialT {
    private static final double SCALE = 1;

    /** A series that is more of one piece than this says next to nothing anyway. */
    private static final double MOST_DEPENDENT = 0.95;

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
        double moved = mean(after) - mean(before);
        double[] rest = residuals(before);
        double[] restAfter = residuals(after);
        double squares = squares(rest) + squares(restAfter);
        double rho = dependence(rest, restAfter, squares);
        double worth = (1 - rho) / (1 + rho);
        double pairs = worth * n * m / (n + m);
        double freedom = Math.max(1, worth * (n + m) - 2);
        double deviation = Math.max(Math.sqrt(squares / (n + m - 2)), ROUNDING * size(before, after));
        double g = pairs * SCALE * SCALE;
        double q = Math.pow(Math.sqrt(1 + g) / alpha, 2 / (freedom + 1));
        if (q >= 1 + g) {
            return Optional.empty();
        }
        double t = Math.sqrt(freedom * (q - 1) / (1 - q / (1 + g)));
        double reach = t * deviation / Math.sqrt(pairs);
        return Optional.of(new Effect(moved, moved - reach, moved + reach));
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

    /** The coefficient ρ, from 0 on. */
    private static double dependence(double[] before, double[] after, double squares) {
        if (squares == 0) {
            return 0;
        }
        double products = neighbours(before) + neighbours(after);
        double count = before.length + after.length;
        double seen = products / squares * count / (count - 2);
        double unbiased = seen + (1 + 4 * seen) / count;
        double error = Math.sqrt(Math.max(0, 1 - seen * seen) / count);
        return Math.max(0, Math.min(MOST_DEPENDENT, unbiased + error));
    }

    private static double neighbours(double[] values) {
        double sum = 0;
        for (int i = 1; i < values.length; i++) {
            sum += values[i - 1] * values[i];
        }
        return sum;
    }
}
