package dev.lumen.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.feedback.PastRun;
import dev.lumen.core.json.LumenJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("any-jdk")
class WeekTest {
    private static final Duration LONG = Duration.ofDays(8);
    private static final Duration SPAN = Duration.ofMinutes(10);

    @Test
    void runs_at_ten_minutes_are_all_kept_for_a_week() {
        List<PastRun> week = Runs.state(LONG, Duration.ofMinutes(10)).runs();
        assertThat(week).hasSize(7 * 144 + 1);
        assertThat(Duration.between(week.get(0).at(), week.get(week.size() - 1).at()))
                .isEqualTo(Week.LENGTH);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 300, 599})
    void the_latest_are_kept_in_full_and_those_before_them_one_in_each_ten_minutes(int seconds) {
        Duration apart = Duration.ofSeconds(seconds);
        List<Instant> kept = Runs.times(Runs.state(LONG, apart).runs());
        assertThat(kept).isSorted().hasSizeLessThanOrEqualTo(Week.MOST);
        int older = Math.max(0, kept.size() - Week.LATEST);
        for (int i = 1; i < kept.size(); i++) {
            Duration gap = Duration.between(kept.get(i - 1), kept.get(i));
            if (i > older) {
                assertThat(gap).isEqualTo(apart);
            } else if (i < older) {
                assertThat(gap).isBetween(SPAN.minus(apart), SPAN.plus(apart));
            }
        }
    }

    @Test
    void there_are_never_more_than_the_bound_says() {
        RunState state = Runs.state(LONG, Duration.ofMinutes(10));
        for (int second = 1; second <= 600; second++) {
            state = state.with(Runs.typical(Runs.START.plus(LONG).plusSeconds(second)));
        }
        assertThat(state.runs()).hasSizeBetween(Week.MOST - 2, Week.MOST);
    }

    @Test
    void the_longest_runs_there_can_be_fit_into_the_bytes_that_the_bound_says() {
        byte[] run = LumenJson.bytes(Runs.longest(Runs.START));
        assertThat((run.length + 1) * Week.MOST).isBetween(Week.MOST_BYTES * 9 / 10, Week.MOST_BYTES);
    }

    @Test
    void a_full_week_as_it_is_takes_less() {
        RunState state = Runs.state(LONG, Duration.ofSeconds(61));
        assertThat(new StateFormat().encode(state).bytes()).hasSizeBetween(400_000, 700_000);
    }

    @Test
    void runs_older_than_a_week_are_dropped_after_a_pause() {
        RunState state = Runs.state(Duration.ofHours(1), Duration.ofMinutes(10));
        Instant later = Runs.START.plus(Week.LENGTH).plus(Duration.ofMinutes(30));
        assertThat(Runs.times(state.with(Runs.typical(later)).runs()))
                .containsExactly(
                        Runs.START.plus(Duration.ofMinutes(30)),
                        Runs.START.plus(Duration.ofMinutes(40)),
                        Runs.START.plus(Duration.ofMinutes(50)),
                        later);
    }

    @Test
    void runs_from_a_future_that_the_clock_has_left_are_dropped() {
        RunState state = Runs.state(Duration.ofHours(1), Duration.ofMinutes(10));
        Instant back = Runs.START.plus(Duration.ofMinutes(10));
        assertThat(Runs.times(state.with(Runs.typical(back)).runs())).containsExactly(Runs.START, back);
    }

    @Test
    void a_file_with_too_many_runs_in_no_order_comes_back_within_the_bound() {
        List<PastRun> many = new ArrayList<>();
        for (int i = 5_000; i > 0; i--) {
            many.add(Runs.typical(Runs.START.plusSeconds(i)));
        }
        List<PastRun> kept = Week.after(many, Runs.typical(Runs.START.plusSeconds(6_000)));
        assertThat(Runs.times(kept)).isSorted().hasSizeLessThan(Week.LATEST + 10);
    }
}
