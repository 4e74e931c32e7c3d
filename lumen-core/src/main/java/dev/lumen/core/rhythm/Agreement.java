package dev.lumen.core.rhythm;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a bill follows its demand, or without that its own earlier cycles, and how much later.
 *
 * <p>With demand and enough cycles the coherence is Welch's (1967) magnitude-squared coherence |Sxy|² ÷ (Sxx · Syy), averaged over
 * half-overlapping Hann-windowed segments of two cycles, at the bin where the cost changes most among the periods of a cycle or
 * less: slower changes are the trend's. Else it is the squared positive correlation at the best circular lag, of the cost with
 * its demand, or of the last cycle with the mean of the earlier ones. The lag is that of the best correlation in either case.
 *
 * @param coherence 0 to 1; absent where neither side varies
 * @param phase −lag ÷ half a cycle, −1 to 1; absent where no lag correlates positively
 */
record Agreement(OptionalDouble coherence, OptionalDouble phase) {
    private static final int CYCLES_IN_SEGMENT = 2;
    private static final int FEWEST_SEGMENTS = 5;

    /** A share of the demand's power below which it does not have the cost's wave, whatever its roundings look like. */
    private static final double NEXT_TO_NOTHING = 1e-4;

    /** Correlations that differ by less are alike: the smaller lag is taken. */
    private static final double ALIKE = 1e-9;

    static Agreement of(Cycles bill) {
        Optional<double[]> demand = bill.demand();
        double[] late = demand.isPresent() ? bill.costs() : bill.last();
        double[] early = demand.orElseGet(bill::meanOfEarlier);
        if (!Statistics.varies(late) && !Statistics.varies(early)) {
            return new Agreement(OptionalDouble.empty(), OptionalDouble.empty());
        }
        Correlation correlations = Correlation.of(late, early);
        int lag = bestLag(correlations, bill.steps());
        double correlation = correlations.at(lag);
        boolean welch = demand.isPresent() && bill.count() - 1 >= FEWEST_SEGMENTS;
        double coherence = welch
                ? magnitudeSquared(late, early, bill.steps())
                : Math.max(0, correlation) * Math.max(0, correlation);
        OptionalDouble phase = correlation > 0
                ? OptionalDouble.of(Math.max(-1, Math.min(1, -2.0 * lag / bill.steps())))
                : OptionalDouble.empty();
        return new Agreement(OptionalDouble.of(Math.max(0, Math.min(1, coherence))), phase);
    }

    /** By how many steps the late series comes after the early one, at most half a cycle either way; of equals the smallest. */
    private static int bestLag(Correlation correlations, int steps) {
        int best = 0;
        double highest = correlations.at(0);
        for (int distance = 1; distance <= steps / 2; distance++) {
            for (int lag : new int[] {distance, -distance}) {
                double correlation = correlations.at(lag);
                if (correlation > highest + ALIKE) {
                    highest = correlation;
                    best = lag;
                }
            }
        }
        return best;
    }

    private static double magnitudeSquared(double[] cost, double[] demand, int steps) {
        int length = CYCLES_IN_SEGMENT * steps;
        Fourier fourier = new Fourier(length);
        double[] costPower = new double[steps + 1];
        double[] demandPower = new double[steps + 1];
        double[] crossReal = new double[steps + 1];
        double[] crossImaginary = new double[steps + 1];
        for (int from = 0; from + length <= cost.length; from += steps) {
            double[] costSegment = windowed(cost, from, length);
            double[] demandSegment = windowed(demand, from, length);
            for (int bin = CYCLES_IN_SEGMENT; bin <= steps; bin++) {
                Fourier.Bin x = fourier.bin(costSegment, 0, bin);
                Fourier.Bin y = fourier.bin(demandSegment, 0, bin);
                costPower[bin] += x.power();
                demandPower[bin] += y.power();
                crossReal[bin] += x.real() * y.real() + x.imaginary() * y.imaginary();
                crossImaginary[bin] += x.imaginary() * y.real() - x.real() * y.imaginary();
            }
        }
        int dominant = CYCLES_IN_SEGMENT;
        for (int bin = dominant + 1; bin <= steps; bin++) {
            dominant = costPower[bin] > costPower[dominant] ? bin : dominant;
        }
        double cross = crossReal[dominant] * crossReal[dominant] + crossImaginary[dominant] * crossImaginary[dominant];
        boolean inDemand = demandPower[dominant]
                > NEXT_TO_NOTHING * Arrays.stream(demandPower).sum();
        return inDemand ? cross / (costPower[dominant] * demandPower[dominant]) : 0;
    }

    /** A segment without its mean, faded in and out by Hann's window, so that what does not fit its length leaks less. */
    private static double[] windowed(double[] values, int from, int length) {
        double[] segment = Arrays.copyOfRange(values, from, from + length);
        double mean = Statistics.mean(segment);
        for (int i = 0; i < length; i++) {
            segment[i] = (segment[i] - mean) * (1 - Math.cos(2 * Math.PI * i / length)) / 2;
        }
        return segment;
    }
}
