package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupMixTest {
    /** Of eleven directions that twelve values can differ in, one is left as it is. */
    private static final double LEFT = 1.0 / 11;

    private static double[] values(long seed) {
        return new Random(seed).doubles(Tally.GROUPS, -1, 1).toArray();
    }

    private static double product(double[] one, double[] other) {
        double mean = Arrays.stream(one).average().orElseThrow();
        double sum = 0;
        for (int g = 0; g < one.length; g++) {
            sum += (one[g] - mean) * other[g];
        }
        return sum;
    }

    /** How much groups keep in common with what they were, while the sample shrinks by twentieths, or at once. */
    private static double correlation(double from, double to, double step) {
        double squares = 0;
        double products = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            double[] before = values(seed);
            double[] mixed = before.clone();
            int number = seed * 100;
            for (double rate = from; rate > to; rate = Math.max(to, rate * step)) {
                new GroupMix(rate, Math.max(to, rate * step), number++).mix(mixed, 0);
            }
            squares += product(before, before);
            products += product(before, mixed);
        }
        return products / squares;
    }

    @Test
    void groups_keep_as_much_as_a_smaller_sample_has_in_common_with_a_larger_one() {
        double kept = Math.sqrt(0.5 / 0.9);

        assertThat(correlation(0.5, 0.1, 0)).isCloseTo(kept * (1 - LEFT) + LEFT, within(0.01));
        assertThat(correlation(0.5, 0.1, 0.95)).isCloseTo(kept * (1 - LEFT) + LEFT, within(0.03));
    }

    @Test
    void what_was_counted_while_every_key_was_followed_says_nothing_of_what_comes() {
        assertThat(correlation(1, 0.9, 0)).isCloseTo(LEFT, within(0.01));
    }

    @Test
    void how_far_groups_differ_stays_the_same_however_often_they_are_mixed() {
        double[] before = values(1);
        double[] mixed = before.clone();
        double rate = 0.97;
        for (int number = 0; number < 80; number++) {
            new GroupMix(rate, rate * 0.95, number).mix(mixed, 0);
            rate *= 0.95;
        }

        assertThat(product(mixed, mixed)).isCloseTo(product(before, before), within(1e-9));
        assertThat(Arrays.stream(mixed).sum()).isCloseTo(Arrays.stream(before).sum(), within(1e-9));
        assertThat(mixed).isNotEqualTo(before);
    }

    @Test
    void a_sample_that_is_small_already_hardly_changes() {
        assertThat(correlation(0.010, 0.0095, 0)).isGreaterThan(0.999);
    }

    @Test
    void nothing_beside_the_groups_is_touched() {
        double[] values = new double[Tally.GROUPS + 2];
        Arrays.setAll(values, i -> i);
        new GroupMix(0.8, 0.4, 5).mix(values, 1);

        assertThat(values[0]).isZero();
        assertThat(values[Tally.GROUPS + 1]).isEqualTo(Tally.GROUPS + 1);
    }
}
