package dev.lumen.core.rhythm;

/** Single bins of the discrete Fourier transform of a given length, from a table of its angles. */
final class Fourier {
    private final int length;
    private final double[] cosines;
    private final double[] sines;

    Fourier(int length) {
        this.length = length;
        this.cosines = new double[length];
        this.sines = new double[length];
        for (int i = 0; i < length; i++) {
            double angle = 2 * Math.PI * i / length;
            cosines[i] = Math.cos(angle);
            sines[i] = Math.sin(angle);
        }
    }

    /** The bin of frequency {@code bin} ÷ length of the values from {@code from} on. */
    Bin bin(double[] values, int from, int bin) {
        double real = 0;
        double imaginary = 0;
        int angle = 0;
        for (int i = 0; i < length; i++) {
            real += values[from + i] * cosines[angle];
            imaginary -= values[from + i] * sines[angle];
            angle += bin;
            if (angle >= length) {
                angle -= length;
            }
        }
        return new Bin(real, imaginary);
    }

    /** A complex number. */
    record Bin(double real, double imaginary) {
        double power() {
            return real * real + imaginary * imaginary;
        }
    }
}
