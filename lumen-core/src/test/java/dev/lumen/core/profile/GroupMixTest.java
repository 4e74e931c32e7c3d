package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupMixTest {
    private static double[] values(long seed) {
        Random random = new Random(seed);
        return random.doubles(Tally.GROUPS, -1, 1).toArray();
    }

    private static double product(double[] one, double[] other) {
        double sum = 0;
        for (int g = 0; g < one.length; g++) {
            sum += one[g] * other[g];
        }
        return sum;
    }

    @Test
    void what_was_counted_while_every_key_was_followed_says_nothing_of_what_comes() {
        double[] values = values(1);
        double[] mixed = values.clone();
        new GroupMix(1, 0.9, 0).mix(mixed, 0);

        assertThat(mixed[0]).isCloseTo(values[1], within(1e-12));
        assertThat(mixed[Tally.GROUPS - 1]).isCloseTo(values[0], within(1e-12));
    }

    @Test
    void groups_keep_as_much_as_a_smaller_sample_has_in_common_with_a_larger_one() {
        double squares = 0;
        double products = 0;
        double mixedSquares = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            double[] values = values(seed);
            double[] mixed = values.clone();
            new GroupMix(0.8, 0.4, seed).mix(mixed, 0);
            squares += product(values, values);
            products += product(values, mixed);
            mixedSquares += product(mixed, mixed);
        }

        assertThat(products / squares).as("correlation").isCloseTo(Math.sqrt(0.2 / 0.6), within(0.02));
        assertThat(mixedSquares / squares).as("variance").isCloseTo(1, within(0.02));
    }

    @Test
    void a_sample_that_is_small_already_hardly_changes() {
        double[] values = values(2);
        double[] mixed = values.clone();
        new GroupMix(0.010, 0.0095, 3).mix(mixed, 0);

        for (int g = 0; g < Tally.GROUPS; g++) {
            assertThat(mixed[g]).isCloseTo(values[g], within(0.05));
        }
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
