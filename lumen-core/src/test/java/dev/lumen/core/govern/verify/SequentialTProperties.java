package dev.lumen.core.govern.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.act.Effect;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

@Tag("any-jdk")
class SequentialTProperties {
    private static double[] normal(int count, double mean, Random random) {
        return random.doubles(count).map(any -> mean + random.nextGaussian()).toArray();
    }

    @Property(tries = 200)
    void scale_and_level_of_the_values_do_not_matter(
            @ForAll @LongRange(max = 10_000) long seed,
            @ForAll @DoubleRange(min = 0.01, max = 1000) double scale,
            @ForAll @DoubleRange(min = -100, max = 100) double level) {
        Random random = new Random(seed);
        double[] before = normal(120, 0, random);
        double[] after = normal(80, 1, random);
        Effect plain = SequentialT.moved(before, after, 0.01).orElseThrow();
        Effect other = SequentialT.moved(moved(before, scale, level), moved(after, scale, level), 0.01)
                .orElseThrow();
        assertThat(other.value()).isCloseTo(scale * plain.value(), within(1e-6 * scale));
        assertThat(other.low()).isCloseTo(scale * plain.low(), within(1e-6 * scale));
        assertThat(other.high()).isCloseTo(scale * plain.high(), within(1e-6 * scale));
    }

    private static double[] moved(double[] values, double scale, double level) {
        return Arrays.stream(values).map(value -> scale * (value + level)).toArray();
    }

    @Property(tries = 200)
    void less_error_is_a_wider_interval_around_the_same_value(
            @ForAll @LongRange(max = 10_000) long seed, @ForAll @IntRange(min = 60, max = 120) int after) {
        Random random = new Random(seed);
        double[] values = normal(120, 0, random);
        double[] more = normal(after, 0.5, random);
        Effect lax = SequentialT.moved(values, more, 0.1).orElseThrow();
        SequentialT.moved(values, more, 0.001).ifPresent(strict -> {
            assertThat(strict.value()).isEqualTo(lax.value());
            assertThat(strict.low()).isLessThan(lax.low());
            assertThat(strict.high()).isGreaterThan(lax.high());
        });
    }

    @Example
    void too_few_values_have_no_interval() {
        Random random = new Random(1);
        assertThat(SequentialT.moved(normal(1, 0, random), normal(50, 0, random), 0.01))
                .isEmpty();
        assertThat(SequentialT.moved(normal(3, 0, random), normal(3, 0, random), 0.01))
                .isEmpty();
        assertThat(SequentialT.moved(new double[0], new double[0], 0.01)).isEmpty();
    }

    /** Of the formula's two sides: at the ends of the interval the likelihood ratio is 1/α. */
    @Example
    void the_ends_are_where_the_likelihood_ratio_reaches_one_over_alpha() {
        double[] before = {1, 4, 2, 3, 1, 4, 2, 3, 2.5, 2.5};
        double[] after = {5, 3, 6, 4, 5, 3, 6, 4, 4.5, 4.5};
        Effect effect = SequentialT.moved(before, after, 0.01).orElseThrow();
        double reach = (effect.high() - effect.low()) / 2;
        assertThat(effect.value()).isCloseTo(2, within(1e-12));
        // Neighbours differ, so values count as independent: n = m = 10, N = 5, g = 5, ν = 18.
        double variance = 20.0 / 18;
        double t2 = reach * reach * 5 / variance;
        double ratio = Math.pow(6, -0.5) * Math.pow((1 + t2 / 18) / (1 + t2 / (18 * 6)), 9.5);
        assertThat(ratio).isCloseTo(100, within(1e-6));
    }

    /** A look after each of a hundred values, a thousand times: α is of all looks together. */
    @Example
    void looking_after_every_value_does_not_fool_it() {
        Random random = new Random(11);
        int runs = 500;
        int fooled = 0;
        int fooledByTheUsualTest = 0;
        for (int run = 0; run < runs; run++) {
            double[] before = normal(40, 0, random);
            double[] after = normal(100, 0, random);
            boolean found = false;
            boolean usual = false;
            for (int seen = 3; seen <= after.length; seen++) {
                double[] sofar = Arrays.copyOf(after, seen);
                found |= SequentialT.moved(before, sofar, 0.01)
                        .filter(Effect::differs)
                        .isPresent();
                double t = (SequentialT.mean(sofar) - SequentialT.mean(before)) / Math.sqrt(1.0 / seen + 1.0 / 40);
                usual |= Math.abs(t) > 2.576;
            }
            fooled += found ? 1 : 0;
            fooledByTheUsualTest += usual ? 1 : 0;
        }
        assertThat(fooled).isLessThanOrEqualTo(runs / 100);
        assertThat(fooledByTheUsualTest).isGreaterThan(runs / 40);
    }
}
