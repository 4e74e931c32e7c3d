package dev.lumen.core.profile;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * By how much an estimate would differ if each group of the sample were left out or doubled: how far they differ gives its error
 * (the random-groups estimator: Wolter, Introduction to Variance Estimation, chapter 2). Of a sum of estimates they are the sums.
 *
 * <p>Immutable.
 */
final class Deviations {
    /** Two-sided 90 % point of Student's t with {@link Tally#GROUPS} − 1 degrees of freedom. */
    private static final double T_90 = 1.796;

    private final double[] ofGroups;

    private Deviations(double[] ofGroups) {
        this.ofGroups = ofGroups;
    }

    /** What each group adds to an estimate, less what they do on average, which is no error of the sample. */
    static Deviations of(IntToDoubleFunction group) {
        double[] values = new double[Tally.GROUPS];
        Arrays.setAll(values, group);
        double mean = Arrays.stream(values).average().orElse(0);
        Arrays.setAll(values, g -> values[g] - mean);
        return new Deviations(values);
    }

    /** These, and others so many times. */
    Deviations plus(Deviations others, double times) {
        double[] sum = new double[ofGroups.length];
        Arrays.setAll(sum, g -> ofGroups[g] + times * others.ofGroups[g]);
        return new Deviations(sum);
    }

    /** So many times these. */
    Deviations times(double times) {
        double[] product = new double[ofGroups.length];
        Arrays.setAll(product, g -> times * ofGroups[g]);
        return new Deviations(product);
    }

    /** Group by group. */
    List<Double> toList() {
        return Arrays.stream(ofGroups).boxed().toList();
    }

    /** Half of the interval in which the truth lies nine times out of ten, of the sampling alone. */
    double error() {
        return error(ofGroups);
    }

    /** The same of deviations group by group. */
    static double error(double[] ofGroups) {
        double squares = 0;
        for (double deviation : ofGroups) {
            squares += deviation * deviation;
        }
        return T_90 * Math.sqrt(squares * Tally.GROUPS / (Tally.GROUPS - 1));
    }
}
