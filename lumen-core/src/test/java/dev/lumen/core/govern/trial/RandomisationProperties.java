package dev.lumen.core.govern.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class RandomisationProperties {
    /** All outcomes of the coins, one by one. */
    private static double exactTail(double[] residuals, double share, double u, int sign) {
        double tail = 0;
        for (int coins = 0; coins < 1 << residuals.length; coins++) {
            double probability = 1;
            double sum = 0;
            for (int i = 0; i < residuals.length; i++) {
                boolean is = (coins >> i & 1) != 0;
                probability *= is ? share : 1 - share;
                sum += (is ? 1 - share : -share) * residuals[i];
            }
            tail += sign * sum >= Math.abs(u) * (1 - 1e-12) ? probability : 0;
        }
        return tail;
    }

    /** Where numbers round to a step as large as they are, or a sum has no number, the exact tail would not be exact. */
    private static void withinTheNumbers(double[] residuals) {
        Arrays.setAll(residuals, i -> Math.abs(residuals[i]) < 1e-280 ? 0 : residuals[i] % 1e280);
    }

    @Property(tries = 300)
    void the_bound_is_never_below_the_exact_tail(
            @ForAll @Size(min = 1, max = 9) double[] residuals,
            @ForAll @DoubleRange(min = 0.02, max = 0.98) double share,
            @ForAll @DoubleRange(min = -1, max = 1) double part) {
        withinTheNumbers(residuals);
        Randomisation coins = new Randomisation(residuals, share);
        double most = Arrays.stream(residuals).map(Math::abs).sum();
        double u = part * most;
        double exact = u == 0 ? 0 : exactTail(residuals, share, u, (int) Math.signum(u));
        assertThat(coins.logTail(u)).isGreaterThanOrEqualTo(Math.log(exact) - 1e-9);
    }

    @Property(tries = 300)
    void the_quantile_is_where_the_tail_is_as_small_as_wanted(
            @ForAll @Size(min = 1, max = 9) double[] residuals,
            @ForAll @DoubleRange(min = 0.02, max = 0.98) double share,
            @ForAll @DoubleRange(min = 0.1, max = 12) double surprise) {
        withinTheNumbers(residuals);
        Randomisation coins = new Randomisation(residuals, share);
        double u = coins.quantile(1, surprise);
        assertThat(u).isNotNegative();
        if (u > 0) {
            assertThat(exactTail(residuals, share, u * (1 + 1e-9), 1)).isLessThanOrEqualTo(Math.exp(-surprise) + 1e-12);
        }
    }

    @Example
    void many_equal_residuals_have_the_tail_of_a_normal_sum_within_the_price_of_the_bound() {
        double[] residuals = new double[2000];
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] = i % 2 == 0 ? 1 : -1;
        }
        Randomisation coins = new Randomisation(residuals, 0.5);
        assertThat(coins.deviation()).isCloseTo(Math.sqrt(500), within(1e-9));
        // exp(−z²/2) against the normal tail 0.5·erfc(z/√2).
        assertThat(coins.logTail(3 * coins.deviation())).isCloseTo(-4.5, within(0.05));
        assertThat(coins.quantile(-1, 8)).isCloseTo(4 * coins.deviation(), within(0.05 * coins.deviation()));
    }

    @Example
    void one_residual_that_outweighs_all_others_is_no_surprise_in_either_arm() {
        double[] residuals = new double[2000];
        Arrays.fill(residuals, 0.001);
        residuals[0] = 100;
        Randomisation coins = new Randomisation(residuals, 0.1);
        assertThat(coins.logTail(90)).isGreaterThan(Math.log(0.1) - 1e-9);
    }

    @Example
    void without_residuals_nothing_is_possible_but_zero() {
        Randomisation coins = new Randomisation(new double[3], 0.5);
        assertThat(coins.logTail(0)).isZero();
        assertThat(coins.logTail(1e-9)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(coins.quantile(1, 5)).isZero();
    }
}
