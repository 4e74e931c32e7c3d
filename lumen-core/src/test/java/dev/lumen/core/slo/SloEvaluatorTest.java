package dev.lumen.core.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.signal.SloComparator;
import dev.lumen.api.signal.SloReading;
import dev.lumen.api.signal.SloReading.BurnWindow;
import dev.lumen.api.signal.SloReport;
import dev.lumen.api.signal.SloReport.Objective;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class SloEvaluatorTest {
    @Example
    void the_golden_case_of_the_spec_is_100() {
        SloReport report = report(
                SloReading.atLeast("latency", 0.90, 0.95),
                SloReading.atMost("error rate", 0.02, 0.008),
                SloReading.atLeast("availability", 0.995, 0.997),
                SloReading.atLeast("cache hit ratio", 0.70, 0.72));
        assertThat(report.complianceScore()).hasValue(100);
        assertThat(report.unmet()).isEmpty();
        assertThat(report.objectives())
                .map(objective -> objective.errorBudgetLeft().orElseThrow())
                .usingComparatorForType((one, other) -> Math.abs(one - other) < 1e-9 ? 0 : 1, Double.class)
                .containsExactly(0.5, 0.6, 0.4, 1 - 0.28 / 0.30);
    }

    @Property
    void an_objective_written_either_way_is_the_same(
            @ForAll @DoubleRange(min = 0, max = 1) double good, @ForAll @DoubleRange(min = 0, max = 1) double actual) {
        Objective least = only(SloReading.atLeast("a", good, actual));
        Objective most = only(SloReading.atMost("a", 1 - good, 1 - actual));
        assertThat(least.met()).isEqualTo(most.met());
        assertThat(least.credit().orElseThrow()).isCloseTo(most.credit().orElseThrow(), within(1e-9));
        assertThat(least.errorBudgetLeft().isPresent())
                .isEqualTo(most.errorBudgetLeft().isPresent());
    }

    @Property
    void credit_is_full_where_met_and_falls_with_what_was_overspent(
            @ForAll @DoubleRange(min = 0.01, max = 1e6) double objective,
            @ForAll @DoubleRange(min = 0, max = 1e6) double actual) {
        Objective judged = only(SloReading.atMost("errors", objective, actual));
        boolean met = actual <= objective;
        assertThat(judged.met()).hasValue(met);
        assertThat(judged.credit().orElseThrow()).isCloseTo(met ? 1 : objective / actual, within(1e-12));
        assertThat(judged.errorBudgetLeft().orElseThrow() >= 0).isEqualTo(met);
    }

    @Example
    void the_objective_itself_is_met() {
        assertThat(only(SloReading.atLeast("a", 0.9, 0.9)).met()).hasValue(true);
        assertThat(only(SloReading.atMost("a", 0.02, 0.02)).met()).hasValue(true);
    }

    @Example
    void half_of_the_budget_too_much_is_two_thirds_of_the_credit() {
        assertThat(report(SloReading.atLeast("a", 0.90, 0.85)).complianceScore().orElseThrow())
                .isCloseTo(100 * 0.10 / 0.15, within(1e-9));
    }

    @Example
    void weights_count() {
        assertThat(report(SloReading.atMost("a", 1, 2).weighing(3), SloReading.atMost("b", 1, 1))
                        .complianceScore()
                        .orElseThrow())
                .isCloseTo(100 * (3 * 0.5 + 1) / 4, within(1e-9));
    }

    @Example
    void where_nothing_may_go_wrong_something_that_does_earns_nothing() {
        Objective perfect = only(SloReading.atLeast("a", 1, 1));
        assertThat(perfect.met()).hasValue(true);
        assertThat(perfect.errorBudgetLeft()).hasValue(1);
        Objective broken = only(SloReading.atMost("a", 0, 0.001));
        assertThat(broken.credit()).hasValue(0);
        assertThat(broken.errorBudgetLeft()).isEmpty();
        assertThat(only(SloReading.atLeast("a", 1, 0.5).lately(window(60, 0.5), window(5, 0.5)))
                        .burnRateLong())
                .isEmpty();
    }

    @Example
    void where_nothing_may_go_wrong_whatever_does_burns() {
        SloReading strict = SloReading.atLeast("a", 1, 0.5);
        assertThat(only(strict.lately(window(60, 0.5), window(5, 0.5))).burning())
                .isTrue();
        assertThat(only(strict.lately(window(60, 0.5), window(5, 1))).burning()).isFalse();
        assertThat(only(strict.lately(window(60, 1), window(5, 1))).burning()).isFalse();
    }

    /** 30 days of 99.9 %: 14.4 times the rate is 1.44 % wrong. */
    @Example
    void an_objective_burns_only_while_both_windows_do() {
        SloReading reading = SloReading.atLeast("availability", 0.999, 0.9995);
        assertThat(only(reading.lately(window(60, 0.985), window(5, 0.98))).burning())
                .isTrue();
        assertThat(only(reading.lately(window(60, 0.985), window(5, 1))).burning())
                .as("it is over")
                .isFalse();
        assertThat(only(reading.lately(window(60, 0.99), window(5, 0.9))).burning())
                .as("an hour at ten times the rate")
                .isFalse();
        assertThat(only(reading.lately(window(360, 0.993), window(30, 0.993))).burning())
                .as("six hours at seven times the rate")
                .isTrue();
        assertThat(only(reading).burning()).as("nothing is known").isFalse();
    }

    @Example
    void a_burn_rate_of_one_uses_the_budget_up_exactly() {
        Objective judged = only(SloReading.atMost("errors", 0.02, 0.01).lately(window(60, 0.02), window(5, 0.01)));
        assertThat(judged.burnRateLong().orElseThrow()).isCloseTo(1, within(1e-9));
        assertThat(judged.burnRateShort().orElseThrow()).isCloseTo(0.5, within(1e-9));
    }

    @Example
    void what_was_not_measured_is_left_out_of_the_score_and_named() {
        SloReading unmeasured = new SloReading(
                "latency",
                SloComparator.AT_LEAST,
                0.9,
                OptionalDouble.empty(),
                1,
                true,
                Optional.empty(),
                Optional.empty());
        SloReport report = report(unmeasured, SloReading.atMost("errors", 1, 2));
        assertThat(report.complianceScore()).hasValue(50);
        assertThat(report.unmeasured()).map(Objective::name).containsExactly("latency");
        assertThat(report.unmet()).map(Objective::name).containsExactly("errors");
        assertThat(report(unmeasured).complianceScore()).isEmpty();
    }

    @Example
    void no_objectives_are_no_report_and_the_same_one_twice_is_refused() {
        assertThat(SloEvaluator.report(List.of())).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> report(SloReading.atMost("a", 1, 1), SloReading.atMost("a", 1, 1)))
                .withMessageContaining("'a' twice");
    }

    private static BurnWindow window(int minutes, double actual) {
        return new BurnWindow(Duration.ofMinutes(minutes), actual);
    }

    private static SloReport report(SloReading... readings) {
        return SloEvaluator.report(List.of(readings)).orElseThrow();
    }

    private static Objective only(SloReading reading) {
        return report(reading).objectives().get(0);
    }
}
