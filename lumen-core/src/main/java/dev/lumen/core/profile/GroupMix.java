package dev.lumen.core.profile;

import java.util.Arrays;

/**
 * What is done to the groups of a sample when it becomes smaller. Counts of a larger and of a smaller sample have less in common than
 * their groups show. With a share of p of all keys, and then one of q, the errors of two counts correlate by √((1/p − 1) ÷ (1/q − 1)),
 * for the smaller sample is part of the larger one. What the groups counted correlates by √(q ÷ p), as so many of the keys are still there. So
 * only √((1 − p) ÷ (1 − q)) of that is right: what was counted up to now is turned away by that angle from what the same groups are going to
 * count.
 *
 * <p>It has to be a rotation, which leaves their sum and how far they differ as they are. So it is done to the five pairs of waves that twelve
 * values in a circle are made of (a discrete Fourier transform), each turned one way or the other, by lot: angles of several mixes then
 * add up to none, and their cosines multiply.
 *
 * <p>Immutable.
 */
final class GroupMix {
    private static final int WAVES = (Tally.GROUPS - 1) / 2;

    /** What each group gets of the one so many after it. */
    private final double[] shares = new double[Tally.GROUPS];

    /**
     * A mix.
     *
     * @param before the share of the keys that the sample held, above 0
     * @param after the smaller one that it holds from now on
     * @param number of the mix, which the lot is drawn from
     */
    GroupMix(double before, double after, int number) {
        double kept = Math.sqrt((1 - before) / (1 - after));
        double moved = Math.sqrt(1 - kept * kept);
        long lot = AccessProfile.mix(number + 1L);
        Arrays.setAll(shares, i -> share(i, kept, moved, lot));
    }

    private static double share(int i, double kept, double moved, long lot) {
        double sum = 1 + (i % 2 == 0 ? 1 : -1);
        for (int wave = 1; wave <= WAVES; wave++) {
            double angle = 2 * Math.PI * i * wave / Tally.GROUPS;
            double sign = (lot >>> wave & 1) == 0 ? 1 : -1;
            sum += 2 * (kept * Math.cos(angle) + sign * moved * Math.sin(angle));
        }
        return sum / Tally.GROUPS;
    }

    /** Mixes a value of each group, from one of an array on. */
    void mix(double[] values, int first) {
        double[] before = Arrays.copyOfRange(values, first, first + Tally.GROUPS);
        for (int g = 0; g < Tally.GROUPS; g++) {
            double sum = 0;
            for (int i = 0; i < Tally.GROUPS; i++) {
                sum += shares[i] * before[(g + i) % Tally.GROUPS];
            }
            values[first + g] = sum;
        }
    }

    /** Mixes as many values of each group, an array each. */
    void mix(double[][] ofGroups) {
        double[][] before = Arrays.stream(ofGroups).map(double[]::clone).toArray(double[][]::new);
        for (int g = 0; g < Tally.GROUPS; g++) {
            Arrays.fill(ofGroups[g], 0);
            for (int i = 0; i < Tally.GROUPS; i++) {
                add(ofGroups[g], before[(g + i) % Tally.GROUPS], shares[i]);
            }
        }
    }

    private static void add(double[] sums, double[] values, double share) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += share * values[i];
        }
    }
}
