package dev.lumen.api.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lumen.api.signal.SloReading.BurnWindow;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the sources of a service may and may not claim. */
class SignalRecordsProperties {
    private static final Duration HOUR = Duration.ofHours(1);

    @Property
    void a_negative_amount_is_refused_with_its_place(
            @ForAll @IntRange(max = 4) int place, @ForAll @DoubleRange(min = -1e9, max = -0.01) double amount) {
        Usd[] amounts = new Usd[5];
        Arrays.fill(amounts, Usd.of(1));
        amounts[place] = Usd.of(amount);
        checkRefused(
                () -> bill(HOUR, List.of(amounts), Optional.empty()), "amount " + place + " of a bill is " + amount);
    }

    @Example
    void demand_of_another_length_or_no_number_is_refused() {
        List<Usd> amounts = List.of(Usd.of(1), Usd.of(1));
        checkRefused(
                () -> bill(HOUR, amounts, Optional.of(List.of(1.0))),
                "demand is of 1 steps, allowed: as many as there are amounts, 2");
        checkRefused(() -> bill(HOUR, amounts, Optional.of(List.of(1.0, Double.NaN))), "demand 1 is NaN");
        checkRefused(() -> bill(HOUR, amounts, Optional.of(List.of(-1.0, 1.0))), "demand 0 is -1.0");
        checkRefused(() -> bill(HOUR, amounts, Optional.of(Collections.nCopies(2, null))), "holding null");
    }

    @Example
    void steps_that_no_bill_has_are_refused() {
        checkRefused(() -> bill(Duration.ofSeconds(59), List.of(), Optional.empty()), "step of a bill is PT59S");
        checkRefused(() -> bill(Duration.ofDays(367), List.of(), Optional.empty()), "step of a bill is PT8808H");
    }

    @Property
    void only_steps_that_end_before_the_bill_is_complete_are_complete(
            @ForAll @IntRange(max = 48) int steps, @ForAll @IntRange(min = -100, max = 4_000) int minutes) {
        CostSeries bill = new CostSeries(
                Metrics.NOW,
                HOUR,
                Collections.nCopies(steps, Usd.of(1)),
                Optional.empty(),
                Metrics.NOW.plus(Duration.ofMinutes(minutes)),
                Optional.empty());
        assertThat(bill.completeSteps()).isEqualTo(Math.max(0, Math.min(steps, minutes / 60)));
    }

    /** By whole seconds, 60 steps would seem complete. */
    @Example
    void steps_with_fractions_of_a_second_are_counted_exactly() {
        Duration step = Duration.ofMillis(60_500);
        CostSeries bill = new CostSeries(
                Metrics.NOW,
                step,
                Collections.nCopies(100, Usd.of(1)),
                Optional.empty(),
                Metrics.NOW.plus(step.multipliedBy(60)).minusNanos(1),
                Optional.empty());
        assertThat(bill.completeSteps()).isEqualTo(59);
    }

    @Example
    void a_budget_of_nothing_and_a_period_beyond_its_end_are_refused() {
        checkRefused(() -> new Budget(Usd.ZERO, Usd.ZERO, Optional.empty()), "budget is 0.0");
        checkRefused(() -> new Budget(Usd.of(1), Usd.of(-1), Optional.empty()), "spent is -1.0");
        checkRefused(() -> new Budget.Period(HOUR, Duration.ofHours(2)), "elapsed part of the budget period is PT2H");
    }

    @Example
    void a_budget_so_small_or_so_large_that_shares_of_it_are_no_numbers_is_refused() {
        checkRefused(
                () -> new Budget(Usd.of(1e-300), Usd.of(1), Optional.empty()),
                "budget is 1.0E-300, allowed: 0.01 to 10^15 dollars");
        checkRefused(() -> new Budget(Usd.of(1e16), Usd.of(1), Optional.empty()), "budget is 1.0E16");
        checkRefused(() -> new Budget(Usd.of(1), Usd.of(1e300), Optional.empty()), "spent is 1.0E300, allowed: 0 to");
        Budget widest = new Budget(Usd.of(Budget.LEAST_USD), Usd.of(Budget.MOST_USD), Optional.empty());
        assertThat(widest.usedRatio()).isFinite();
    }

    @Property
    void a_share_beyond_one_is_no_objective_of_at_least(@ForAll @DoubleRange(min = 1.01, max = 1e9) double beyond) {
        checkRefused(() -> SloReading.atLeast("latency", beyond, 1), "objective 'latency' is " + beyond);
        checkRefused(() -> SloReading.atLeast("latency", 1, beyond), "actual of 'latency' is " + beyond);
        assertThat(SloReading.atMost("latency in ms", beyond, beyond).actual()).hasValue(beyond);
    }

    @Example
    void what_is_not_finite_negative_or_blank_is_no_objective() {
        checkRefused(() -> SloReading.atMost("errors", Double.NaN, 0), "objective 'errors' is NaN");
        checkRefused(() -> SloReading.atMost("errors", 1, -0.1), "actual of 'errors' is -0.1");
        checkRefused(() -> SloReading.atMost(" ", 1, 1), "name of an objective is ' '");
        checkRefused(() -> SloReading.atMost("errors", 1, 1).weighing(0), "weight of 'errors' is 0.0");
    }

    @Example
    void the_short_window_is_the_shorter_one() {
        BurnWindow five = new BurnWindow(Duration.ofMinutes(5), 0.9);
        checkRefused(
                () -> SloReading.atLeast("latency", 0.9, 0.9).lately(five, new BurnWindow(HOUR, 0.9)),
                "short window of 'latency' is PT1H, allowed: shorter than the long one");
        checkRefused(
                () -> SloReading.atLeast("latency", 0.9, 0.9).lately(new BurnWindow(HOUR, 1.5), five),
                "long window of 'latency' is 1.5");
    }

    @Example
    void a_dimension_is_scored_from_0_to_100_and_has_a_name() {
        checkRefused(() -> MaturityDimension.of("logging", 100.1), "score of 'logging' is 100.1, allowed: 0 to 100");
        checkRefused(() -> MaturityDimension.of("logging", Double.NaN), "score of 'logging' is NaN");
        checkRefused(() -> MaturityDimension.of("", 1), "name of a maturity dimension");
        checkRefused(() -> new Maturity(1, 1, List.of(), List.of()), "maturity dimensions is none");
        checkRefused(
                () -> new Maturity(1, 6, List.of(MaturityDimension.of("logging", 1)), List.of()), "maturity level");
    }

    @Example
    void a_verdict_on_an_objective_needs_a_measure() {
        checkRefused(
                () -> new SloReport.Objective(
                        "latency",
                        SloComparator.AT_LEAST,
                        0.9,
                        OptionalDouble.empty(),
                        Optional.of(true),
                        OptionalDouble.of(1),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        false,
                        1,
                        false),
                "verdict on 'latency'");
    }

    @Example
    void a_return_below_losing_all_is_none() {
        checkRefused(() -> new Roi(Usd.ZERO, Usd.of(1), OptionalDouble.of(-101), 0), "ROI in percent is -101.0");
        checkRefused(() -> new Roi(Usd.of(-1), Usd.of(1), OptionalDouble.empty(), 0), "value of the cache is -1.0");
    }

    private static CostSeries bill(Duration step, List<Usd> amounts, Optional<List<Double>> demand) {
        return new CostSeries(Metrics.NOW, step, amounts, demand, Metrics.NOW, Optional.empty());
    }

    private static void checkRefused(ThrowingCallable claim, String message) {
        assertThatIllegalArgumentException().isThrownBy(claim).withMessageContaining(message);
    }
}
