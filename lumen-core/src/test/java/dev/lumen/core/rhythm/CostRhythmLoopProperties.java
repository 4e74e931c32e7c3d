package dev.lumen.core.rhythm;

import static dev.lumen.core.rhythm.Bills.DAY;
import static dev.lumen.core.rhythm.Bills.bill;
import static dev.lumen.core.rhythm.Bills.flat;
import static dev.lumen.core.rhythm.Bills.noise;
import static dev.lumen.core.rhythm.Bills.values;
import static dev.lumen.core.rhythm.Bills.wave;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.signal.Budget;
import dev.lumen.api.signal.CostRhythm;
import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.signal.RhythmState;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What the rhythm of made bills must be. Those with chance in them have fixed seeds, and hold for each of many. */
class CostRhythmLoopProperties {
    private static final double ROUNDING = 1e-6;
    private static final int SEEDS = 200;

    private final CostRhythmLoop loop = new CostRhythmLoop();

    /** 2 to 5 days are judged by correlation, more by Welch's coherence. */
    @Property(tries = 60)
    void a_daily_wave_with_its_demand_in_step_is_resonant(@ForAll @IntRange(min = 2, max = 30) int days) {
        CostRhythm rhythm = loop.analyze(bill(
                values(days, wave(15)), Optional.of(values(days, hour -> 3 * wave(15).applyAsDouble(hour))), none()));
        assertThat(rhythm.state()).isEqualTo(RhythmState.RESONANT);
        assertThat(rhythm.coherence().orElseThrow()).isCloseTo(1, within(ROUNDING));
        assertThat(rhythm.phase().orElseThrow()).isCloseTo(0, within(ROUNDING));
        assertThat(rhythm.entropy().orElseThrow()).isCloseTo(0, within(ROUNDING));
    }

    @Property(tries = 200)
    void a_wave_that_is_shifted_has_the_shift_as_its_phase(
            @ForAll @IntRange(min = 2, max = 20) int days, @ForAll @IntRange(min = -11, max = 11) int hoursLate) {
        CostRhythm rhythm =
                loop.analyze(bill(values(days, wave(12.0 + hoursLate)), Optional.of(values(days, wave(12))), none()));
        assertThat(rhythm.coherence().orElseThrow()).isCloseTo(1, within(ROUNDING));
        assertThat(rhythm.phase().orElseThrow()).isCloseTo(-hoursLate / 12.0, within(ROUNDING));
    }

    @Example
    void three_hours_behind_the_demand_is_a_quarter_of_half_a_day() {
        CostRhythm rhythm = loop.analyze(bill(values(7, wave(18)), Optional.of(values(7, wave(15))), none()));
        assertThat(rhythm.phase()).hasValue(-0.25);
    }

    @Example
    void without_demand_a_wave_that_repeats_is_in_step_with_itself() {
        CostRhythm rhythm = loop.analyze(bill(values(7, wave(15))));
        assertThat(rhythm.state()).isEqualTo(RhythmState.RESONANT);
        assertThat(rhythm.coherence().orElseThrow()).isCloseTo(1, within(ROUNDING));
        assertThat(rhythm.phase()).hasValue(0);
    }

    @Example
    void without_demand_a_last_day_that_is_three_hours_late_lags() {
        List<Double> amounts = new ArrayList<>(values(6, wave(15)));
        amounts.addAll(values(1, wave(18)));
        assertThat(loop.analyze(bill(amounts)).phase()).hasValue(-0.25);
    }

    @Example
    void strong_white_noise_is_chaotic() {
        for (long seed = 0; seed < SEEDS; seed++) {
            CostRhythm rhythm = loop.analyze(bill(values(14, noise(seed))));
            assertThat(rhythm.entropy().orElseThrow()).as("seed %d", seed).isGreaterThan(0.87);
            assertThat(rhythm.state()).as("seed %d", seed).isEqualTo(RhythmState.CHAOTIC);
        }
    }

    @Example
    void noise_does_not_cohere_with_a_demand_that_it_does_not_follow() {
        double sum = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            sum += loop.analyze(bill(values(28, noise(seed)), Optional.of(values(28, noise(seed + SEEDS))), none()))
                    .coherence()
                    .orElseThrow();
        }
        assertThat(sum / SEEDS).isLessThan(0.10);
    }

    @Example
    void a_flat_bill_with_a_little_noise_is_never_chaotic() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(loop.analyze(bill(values(14, flat(0.01, seed)))).state())
                    .as("seed %d", seed)
                    .isEqualTo(RhythmState.RESONANT);
        }
    }

    @Example
    void a_flat_bill_with_a_little_noise_is_not_chaotic_for_its_demand_either() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(loop.analyze(bill(values(14, flat(0.01, seed)), Optional.of(values(14, wave(15))), none()))
                            .state())
                    .as("seed %d", seed)
                    .isEqualTo(RhythmState.RESONANT);
        }
    }

    @Property(tries = 100)
    void a_shift_in_the_last_cycle_is_the_trend(
            @ForAll @IntRange(min = 3, max = 20) int days, @ForAll @DoubleRange(min = -0.9, max = 2) double shift) {
        CostRhythm rhythm = loop.analyze(bill(shifted(days, shift)));
        assertThat(rhythm.trendPercent().orElseThrow()).isCloseTo(100 * shift, within(1e-6));
    }

    @Example
    void a_shift_of_half_in_the_last_cycle_shows_in_the_projection_before_the_period_ends() {
        double day = 240;
        double spent = 9 * day + 1.5 * day;
        Budget budget = new Budget(
                Usd.of(30 * day),
                Usd.of(spent),
                Optional.of(new Budget.Period(Duration.ofDays(30), Duration.ofDays(10))));
        CostRhythm before =
                loop.analyze(bill(values(10, wave(15)), Optional.empty(), Optional.of(withSpent(budget, 10 * day))));
        assertThat(before.projectedUsd().orElseThrow().amount()).isCloseTo(30 * day, within(1e-6));
        assertThat(before.state()).isEqualTo(RhythmState.RESONANT);

        CostRhythm after = loop.analyze(bill(shifted(10, 0.5), Optional.empty(), Optional.of(budget)));
        assertThat(after.trendPercent().orElseThrow()).isCloseTo(50, within(1e-6));
        assertThat(after.projectedUsd().orElseThrow().amount()).isCloseTo(spent + 20 * 1.5 * day, within(1e-6));
        assertThat(after.budgetUsedRatio().orElseThrow()).isLessThan(1);
        assertThat(after.projectedBudgetRatio().orElseThrow()).isGreaterThan(1);
        assertThat(after.state()).isEqualTo(RhythmState.DISSONANT);
    }

    /** All the cost falls into the first six hours of a day, so that those six are a whole day's cost. */
    @Example
    void the_projection_follows_the_shape_of_the_day() {
        List<Double> amounts = values(3, hour -> hour % DAY < 6 ? 4 : 0);
        Budget budget = new Budget(
                Usd.of(1_000),
                Usd.of(72),
                Optional.of(new Budget.Period(Duration.ofHours(3 * DAY + 9), Duration.ofDays(3))));
        assertThat(loop.analyze(bill(amounts, Optional.empty(), Optional.of(budget)))
                        .projectedUsd())
                .hasValueSatisfying(projected -> assertThat(projected.amount()).isCloseTo(96, within(1e-9)));
    }

    @Example
    void a_projection_far_beyond_the_budget_is_chaos_whatever_the_rhythm() {
        Budget budget = new Budget(
                Usd.of(100), Usd.of(90), Optional.of(new Budget.Period(Duration.ofDays(30), Duration.ofDays(7))));
        for (List<Double> amounts : List.of(values(7, wave(15)), values(7, hour -> 10))) {
            assertThat(loop.analyze(bill(amounts, Optional.empty(), Optional.of(budget)))
                            .state())
                    .isEqualTo(RhythmState.CHAOTIC);
        }
    }

    @Property(tries = 60)
    void fewer_than_two_whole_cycles_are_unknown(@ForAll @IntRange(min = 0, max = 2 * DAY - 1) int hours) {
        CostRhythm rhythm = loop.analyze(bill(values(2, noise(1)).subList(0, hours)));
        assertThat(rhythm.state()).isEqualTo(RhythmState.UNKNOWN);
        assertThat(rhythm.coherence()).isEmpty();
        assertThat(rhythm.entropy()).isEmpty();
        assertThat(rhythm.trendPercent()).isEmpty();
    }

    @Property(tries = 100)
    void scale_changes_nothing(
            @ForAll @DoubleRange(min = -12, max = 12) double magnitude,
            @ForAll @IntRange(min = 0, max = 50) int seed,
            @ForAll boolean known) {
        double factor = Math.pow(10, magnitude);
        List<Double> amounts = mixed(seed);
        Optional<List<Double>> demand = known ? Optional.of(mixed(seed + 1)) : Optional.empty();
        CostRhythm one = loop.analyze(bill(amounts, demand, none()));
        CostRhythm other = loop.analyze(bill(
                amounts.stream().map(amount -> amount * factor).toList(),
                demand.map(all -> all.stream().map(value -> value / factor).toList()),
                none()));
        assertThat(other.state()).isEqualTo(one.state());
        checkClose(other.coherence(), one.coherence());
        checkClose(other.phase(), one.phase());
        checkClose(other.entropy(), one.entropy());
        checkClose(other.variation(), one.variation());
        checkClose(other.trendPercent(), one.trendPercent());
    }

    /** Hours that billing has not finished look like a bill that falls to nothing; they are not judged. */
    @Property(tries = 60)
    void what_the_bill_is_not_complete_for_changes_nothing(
            @ForAll @IntRange(min = 1, max = 40) int unfinished,
            @ForAll @DoubleRange(min = 0, max = 100) double amount) {
        List<Double> finished = values(7, wave(15));
        List<Double> all = new ArrayList<>(finished);
        IntStream.range(0, unfinished).forEach(hour -> all.add(amount));
        CostSeries late = bill(all);
        CostSeries known = new CostSeries(
                late.start(),
                late.step(),
                late.amounts(),
                late.demand(),
                late.start().plus(Duration.ofMinutes(60L * finished.size() + 59)),
                late.budget());
        assertThat(loop.analyze(known)).isEqualTo(loop.analyze(bill(finished)));
    }

    private static List<Double> shifted(int days, double shift) {
        return values(days, hour -> wave(15).applyAsDouble(hour) * (hour < (days - 1) * DAY ? 1 : 1 + shift));
    }

    private static List<Double> mixed(int seed) {
        var random = noise(seed);
        return values(8, hour -> wave(9).applyAsDouble(hour) + 0.3 * random.applyAsDouble(hour));
    }

    private static Optional<Budget> none() {
        return Optional.empty();
    }

    private static Budget withSpent(Budget budget, double spent) {
        return new Budget(budget.limitUsd(), Usd.of(spent), budget.period());
    }

    private static void checkClose(OptionalDouble one, OptionalDouble other) {
        assertThat(one.isPresent()).isEqualTo(other.isPresent());
        assertThat(one.orElse(0)).isCloseTo(other.orElse(0), within(1e-6));
    }
}
