package dev.lumen.examples.demo;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws ranks 1 to n, rank r with a probability proportional to r<sup>−s</sup>: how unequally the keys of a cache are
 * asked for (L. Breslau et al., "Web caching and Zipf-like distributions", INFOCOM 1999, found s of 0.64 to 0.83 at
 * proxies; s near 1 is usual for search terms).
 *
 * <p>By inversion: a table of the cumulated weights and a binary search in it (L. Devroye, "Non-uniform random variate
 * generation", 1986, III.2). 8 bytes a rank and log₂ n steps a draw, exact to rounding. Immutable.
 */
public final class Zipf {
    private final double[] cumulated;

    /**
     * A distribution over ranks.
     *
     * @param ranks how many, 1 or more
     * @param skew the exponent s, 0 or more; 0 makes all ranks equal
     */
    public Zipf(int ranks, double skew) {
        cumulated = new double[ranks];
        double sum = 0;
        for (int i = 0; i < ranks; i++) {
            sum += Math.pow(i + 1.0, -skew);
            cumulated[i] = sum;
        }
    }

    /** A rank, 1 to n. */
    public int draw(RandomGenerator random) {
        double at = random.nextDouble() * cumulated[cumulated.length - 1];
        int found = Arrays.binarySearch(cumulated, at);
        return 1 + (found >= 0 ? Math.min(found + 1, cumulated.length - 1) : -found - 1);
    }
}
