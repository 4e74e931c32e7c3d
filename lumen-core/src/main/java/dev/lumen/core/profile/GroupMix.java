package dev.lumen.core.profile;

import java.util.Arrays;

/**
 * What is done to the groups of a sample when it becomes smaller. Counts of a larger and of a smaller sample have less in common than
 * their groups show. With a share of p of all keys, and then one of q, the errors of two counts correlate by √((1/p − 1) ÷ (1/q − 1)),
 * for the smaller sample is part of the larger one. What the groups counted correlates by √(q ÷ p), as so many of the keys are still there. So
 * only √((1 − p) ÷ (1 − q)) of that is right: what was counted up to now is turned away by that angle from what the same groups are going to
 * count, and towards other groups.
 *
 * <p>Immutable.
 */
final class GroupMix {
    private final double kept;
    private final double moved;
    private final int distance;

    /**
     * A mix.
     *
     * @param before the share of the keys that the sample held, above 0
     * @param after the smaller one that it holds from now on
     * @param number of the mix, so that it is other groups each time
     */
    GroupMix(double before, double after, int number) {
        kept = Math.sqrt((1 - before) / (1 - after));
        moved = Math.sqrt(1 - kept * kept);
        distance = 1 + number % (Tally.GROUPS - 1);
    }

    /** Mixes a value of each group, from one of an array on. */
    void mix(double[] values, int first) {
        double[] before = Arrays.copyOfRange(values, first, first + Tally.GROUPS);
        for (int g = 0; g < Tally.GROUPS; g++) {
            values[first + g] = kept * before[g] + moved * before[(g + distance) % Tally.GROUPS];
        }
    }
}
