package dev.lumen.core.rhythm;

import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.units.Usd;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A bill cut into whole cycles, the last of which ends with the last complete step. Not to be changed once made. */
final class Cycles {
    private final int steps;
    private final double scaleUsd;
    private final double[] costs;
    private final Optional<double[]> demand;

    private Cycles(int steps, double scaleUsd, double[] costs, Optional<double[]> demand) {
        this.steps = steps;
        this.scaleUsd = scaleUsd;
        this.costs = costs;
        this.demand = demand;
    }

    /**
     * The last {@code cycles} cycles of {@code steps} steps before the step {@code end}. Costs and demand are scaled by their
     * largest, so that neither cents nor millions come near the ends of what a double holds.
     */
    static Cycles of(CostSeries series, int end, int steps, int cycles) {
        int from = end - steps * cycles;
        double[] costs = series.amounts().subList(from, end).stream()
                .mapToDouble(Usd::amount)
                .toArray();
        double scale = scale(costs);
        Optional<double[]> demand = series.demand().map(all -> scaled(all.subList(from, end)));
        return new Cycles(steps, scale, costs, demand.filter(Statistics::varies));
    }

    private static double[] scaled(List<Double> values) {
        double[] array = values.stream().mapToDouble(Double::doubleValue).toArray();
        scale(array);
        return array;
    }

    /** Divides by the largest value, unless that is zero, and returns it. */
    private static double scale(double[] values) {
        double largest = Arrays.stream(values).max().orElse(0);
        if (largest > 0) {
            for (int i = 0; i < values.length; i++) {
                values[i] /= largest;
            }
        }
        return largest;
    }

    /** Steps in a cycle. */
    int steps() {
        return steps;
    }

    /** How many cycles. */
    int count() {
        return costs.length / steps;
    }

    /** The cost of each step, scaled: the dearest is 1. */
    double[] costs() {
        return costs;
    }

    /** What was asked for in each step, scaled; absent where not known, or where it never changes and so says nothing. */
    Optional<double[]> demand() {
        return demand;
    }

    double mean() {
        return Statistics.mean(costs);
    }

    /** Standard deviation ÷ mean; the mean must be above zero. */
    double variation() {
        return Statistics.deviation(costs) / mean();
    }

    /** Cost of the last cycle in dollars. */
    double lastUsd() {
        return total(count() - 1) * scaleUsd;
    }

    /** The last cycle, scaled. */
    double[] last() {
        return Arrays.copyOfRange(costs, costs.length - steps, costs.length);
    }

    /** The mean of each step of all cycles but the last, scaled. */
    double[] meanOfEarlier() {
        return meanOf(count() - 1);
    }

    /** Which share of a cycle's cost each of its steps has, by the mean of all cycles. */
    double[] shape() {
        double[] shape = meanOf(count());
        double total = Arrays.stream(shape).sum();
        for (int i = 0; i < steps; i++) {
            shape[i] /= total;
        }
        return shape;
    }

    private double[] meanOf(int cycles) {
        double[] mean = new double[steps];
        for (int i = 0; i < steps * cycles; i++) {
            mean[i % steps] += costs[i] / cycles;
        }
        return mean;
    }

    /** The last cycle against the median of the earlier ones, in %; absent where that is zero, or next to nothing beside it. */
    OptionalDouble trendPercent() {
        double[] earlier = new double[count() - 1];
        for (int i = 0; i < earlier.length; i++) {
            earlier[i] = total(i);
        }
        Arrays.sort(earlier);
        double median = (earlier[(earlier.length - 1) / 2] + earlier[earlier.length / 2]) / 2;
        double percent = 100 * (total(count() - 1) / median - 1);
        return Double.isFinite(percent) ? OptionalDouble.of(Math.max(-100, percent)) : OptionalDouble.empty();
    }

    private double total(int cycle) {
        return Arrays.stream(costs, cycle * steps, (cycle + 1) * steps).sum();
    }
}
