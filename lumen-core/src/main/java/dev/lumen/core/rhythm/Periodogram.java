package dev.lumen.core.rhythm;

import java.util.Arrays;

/** How the changes of a series spread over periods: the power of each bin of its discrete Fourier transform, mean removed. */
final class Periodogram {
    private static final double ROUNDING = 1e-18;

    private final double[] powers;

    private Periodogram(double[] powers) {
        this.powers = powers;
    }

    /** Of a series of at least four values; the bins are those above zero frequency, one side. */
    static Periodogram of(double[] values) {
        int length = values.length;
        double mean = Statistics.mean(values);
        double[] centred = Arrays.stream(values).map(value -> value - mean).toArray();
        Fourier fourier = new Fourier(length);
        double[] powers = new double[length / 2];
        for (int bin = 1; bin <= powers.length; bin++) {
            double power = fourier.bin(centred, 0, bin).power();
            boolean mirrored = 2 * bin < length;
            powers[bin - 1] = mirrored ? 2 * power : power;
        }
        return new Periodogram(powers);
    }

    /** Shannon entropy of the powers ÷ the log of their number: 0 for one wave, 1 for all alike; 0 where nothing changes. */
    double entropy() {
        double total = Arrays.stream(powers).sum();
        if (total <= ROUNDING * powers.length) {
            return 0;
        }
        double entropy = 0;
        for (double power : powers) {
            double share = power / total;
            if (share > 0) {
                entropy -= share * Math.log(share);
            }
        }
        return Math.max(0, Math.min(1, entropy / Math.log(powers.length)));
    }
}
