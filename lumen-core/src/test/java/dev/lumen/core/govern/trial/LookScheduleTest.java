package dev.lumen.core.govern.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class LookScheduleTest {
    @Property
    void a_look_is_due_exactly_from_its_requests_on(
            @ForAll @LongRange(min = 1, max = 1_000_000) long first,
            @ForAll @DoubleRange(min = 1.05, max = 5) double growth,
            @ForAll @IntRange(min = 1, max = 20) int looks,
            @ForAll @IntRange(min = 0, max = 19) int taken) {
        LookSchedule schedule = new LookSchedule(first, growth, looks);
        long next = schedule.nextAfter(taken);
        if (taken >= looks) {
            assertThat(next).isEqualTo(Long.MAX_VALUE);
        } else if (next < Long.MAX_VALUE / 2) {
            assertThat(schedule.due(next)).isGreaterThan(taken);
            assertThat(schedule.due(next - 1)).isLessThanOrEqualTo(taken);
        }
    }

    @Example
    void fewer_requests_than_the_first_look_wants_are_never_enough() {
        assertThat(LookSchedule.DEFAULT.due(9_999)).isZero();
        assertThat(LookSchedule.DEFAULT.due(10_000)).isEqualTo(1);
        assertThat(LookSchedule.DEFAULT.due(Long.MAX_VALUE)).isEqualTo(15);
    }

    @Example
    void what_makes_no_schedule_is_refused_by_name() {
        assertThatThrownBy(() -> new LookSchedule(0, 1.5, 10)).hasMessageStartingWith("first look's requests is");
        assertThatThrownBy(() -> new LookSchedule(1, Double.NaN, 10))
                .hasMessageStartingWith("growth from look to look is NaN");
        assertThatThrownBy(() -> new LookSchedule(1, 1.5, 0)).hasMessageStartingWith("looks is");
        assertThatThrownBy(() -> new TrialRule(0, 0.01, LookSchedule.DEFAULT))
                .hasMessageStartingWith("error probability of a trial is 0.0");
        assertThatThrownBy(() -> new TrialRule(0.01, Double.NaN, LookSchedule.DEFAULT))
                .hasMessageStartingWith("tolerance of a trial is NaN");
    }
}
