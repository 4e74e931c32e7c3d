package dev.lumen.core.rhythm;

import static dev.lumen.core.rhythm.Bills.DAY;
import static dev.lumen.core.rhythm.Bills.START;
import static dev.lumen.core.rhythm.Bills.bill;
import static dev.lumen.core.rhythm.Bills.values;
import static dev.lumen.core.rhythm.Bills.wave;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.advise.Reason;
import dev.lumen.api.signal.CostRhythm;
import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.signal.RhythmState;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CostRhythmLoopTest {
    private final CostRhythmLoop loop = new CostRhythmLoop();

    @Test
    void days_are_judged_by_the_week() {
        CostRhythm rhythm = loop.analyze(days(28, day -> day % 7 < 5 ? 100 : 20));
        assertThat(rhythm.cycles()).isEqualTo(4);
        assertThat(rhythm.state()).isEqualTo(RhythmState.RESONANT);
        assertThat(rhythm.coherence().orElseThrow()).isCloseTo(1, within(1e-9));
    }

    @Test
    void a_wave_that_demand_has_only_in_its_roundings_is_not_in_step_with_it() {
        List<Double> sixHours = values(14, hour -> 10 + 5 * Math.cos(2 * Math.PI * hour / 6));
        List<Double> aDay = values(14, hour -> Math.rint(1000 + 500 * Math.cos(2 * Math.PI * hour / 24)));
        CostRhythm rhythm = loop.analyze(bill(sixHours, Optional.of(aDay), Optional.empty()));
        assertThat(rhythm.coherence().orElseThrow()).isLessThan(0.01);
        assertThat(rhythm.state()).isNotEqualTo(RhythmState.RESONANT);
    }

    @Test
    void the_cycle_can_be_another() {
        CostRhythm rhythm = new CostRhythmLoop(Duration.ofDays(7)).analyze(bill(values(15, wave(15))));
        assertThat(rhythm.cycles()).isEqualTo(2);
        assertThat(rhythm.through()).isEqualTo(START.plus(Duration.ofDays(15)));
    }

    @Test
    void a_step_that_does_not_divide_the_cycle_is_unknown_and_said() {
        CostRhythm rhythm = new CostRhythmLoop(Duration.ofHours(25)).analyze(days(28, day -> 1));
        assertThat(rhythm.state()).isEqualTo(RhythmState.UNKNOWN);
        assertThat(rhythm.reasoning())
                .singleElement()
                .satisfies(
                        reason -> assertThat(reason.text()).contains("a step of 1 d does not divide a cycle of 25 h"));
    }

    @Test
    void a_bill_by_the_month_has_no_usual_cycle() {
        CostSeries months = new CostSeries(
                START,
                Duration.ofDays(30),
                Collections.nCopies(48, Usd.of(1)),
                Optional.empty(),
                START.plus(Duration.ofDays(48 * 30)),
                Optional.empty());
        assertThat(loop.analyze(months).state()).isEqualTo(RhythmState.UNKNOWN);
        assertThat(new CostRhythmLoop(Duration.ofDays(360)).analyze(months).cycles())
                .isEqualTo(4);
    }

    @Test
    void a_bill_of_nothing_is_unknown() {
        CostRhythm rhythm = loop.analyze(bill(values(7, hour -> 0)));
        assertThat(rhythm.state()).isEqualTo(RhythmState.UNKNOWN);
        assertThat(rhythm.reasoning().get(0).text()).isEqualTo("the bill is zero throughout");
    }

    @Test
    void a_bill_that_never_changes_is_resonant_and_has_no_coherence() {
        CostRhythm rhythm = loop.analyze(bill(values(7, hour -> 10)));
        assertThat(rhythm.state()).isEqualTo(RhythmState.RESONANT);
        assertThat(rhythm.coherence()).isEmpty();
        assertThat(rhythm.phase()).isEmpty();
        assertThat(rhythm.entropy()).hasValue(0);
    }

    @Test
    void demand_that_never_changes_says_nothing() {
        List<Double> amounts = values(7, wave(15));
        assertThat(loop.analyze(bill(amounts, Optional.of(values(7, hour -> 5)), Optional.empty())))
                .isEqualTo(loop.analyze(bill(amounts)));
    }

    @Test
    void cost_that_is_high_when_demand_is_low_is_half_a_cycle_off() {
        CostRhythm rhythm = loop.analyze(bill(values(7, wave(3)), Optional.of(values(7, wave(15))), Optional.empty()));
        assertThat(rhythm.phase().orElseThrow()).isIn(-1.0, 1.0);
    }

    @Test
    void the_first_day_that_is_free_leaves_the_trend_open() {
        CostRhythm rhythm = loop.analyze(bill(values(2, hour -> hour < DAY ? 0 : 1)));
        assertThat(rhythm.trendPercent()).isEmpty();
    }

    /** Older steps are left out: neither a year of minutes nor its entropy takes long. */
    @Test
    @Timeout(20)
    void a_long_bill_is_judged_by_its_latest_cycles() {
        CostSeries minutes = new CostSeries(
                START,
                Duration.ofMinutes(1),
                IntStream.range(0, 100_000)
                        .mapToObj(minute -> Usd.of(2 + Math.sin(2 * Math.PI * minute / 1440)))
                        .toList(),
                Optional.empty(),
                START.plus(Duration.ofMinutes(100_000)),
                Optional.empty());
        CostRhythm rhythm = loop.analyze(minutes);
        assertThat(rhythm.cycles()).isEqualTo(7);
        assertThat(rhythm.state()).isEqualTo(RhythmState.RESONANT);
    }

    @Test
    @Timeout(20)
    void a_cycle_of_more_steps_than_can_be_looked_at_is_unknown_and_said() {
        CostRhythm rhythm = new CostRhythmLoop(Duration.ofDays(30)).analyze(bySteps(Duration.ofMinutes(1), 90_000));
        assertThat(rhythm.state()).isEqualTo(RhythmState.UNKNOWN);
        assertThat(rhythm.reasoning())
                .singleElement()
                .satisfies(reason -> assertThat(reason.text())
                        .isEqualTo("a step of 1 min divides a cycle of 30 d into more than 10080: take a longer step"));
    }

    @Test
    @Timeout(20)
    void the_longest_cycle_that_is_looked_at_does_not_take_long() {
        assertThat(new CostRhythmLoop(Duration.ofDays(7))
                        .analyze(bySteps(Duration.ofMinutes(1), 2 * 10_080))
                        .state())
                .isEqualTo(RhythmState.RESONANT);
    }

    @Test
    void a_step_of_odd_seconds_is_said_in_full() {
        for (String text : List.of("90.5 s", "3661 s", "61 min", "2 h")) {
            Duration step = switch (text) {
                case "90.5 s" -> Duration.ofMillis(90_500);
                case "3661 s" -> Duration.ofSeconds(3661);
                case "61 min" -> Duration.ofMinutes(61);
                default -> Duration.ofHours(2);
            };
            CostRhythm rhythm = new CostRhythmLoop(Duration.ofHours(7)).analyze(bySteps(step, 100));
            assertThat(rhythm.reasoning().get(0).text()).startsWith("a step of " + text + " does not divide");
        }
    }

    @Test
    void a_trend_against_next_to_nothing_is_said_in_a_few_letters() {
        CostRhythm rhythm = loop.analyze(bill(values(3, hour -> hour < 2 * DAY ? 1e-290 : 10)));
        assertThat(rhythm.reasoning())
                .extracting(Reason::text)
                .contains("the last cycle cost more than 10,000 % more than the median of the earlier ones");
    }

    private static CostSeries bySteps(Duration step, int steps) {
        return new CostSeries(
                START,
                step,
                IntStream.range(0, steps)
                        .mapToObj(i -> Usd.of(2 + Math.sin(2 * Math.PI * i / 1440)))
                        .toList(),
                Optional.empty(),
                START.plus(step.multipliedBy(steps)),
                Optional.empty());
    }

    private static CostSeries days(int days, IntToDoubleFunction amount) {
        return new CostSeries(
                START,
                Duration.ofDays(1),
                IntStream.range(0, days).mapToDouble(amount).mapToObj(Usd::of).toList(),
                Optional.empty(),
                START.plus(Duration.ofDays(days)),
                Optional.empty());
    }
}
