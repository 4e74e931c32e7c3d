package dev.lumen.core.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.feedback.PastRun;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static History at(long... minutes) {
        List<PastRun> runs = new ArrayList<>();
        for (long minute : minutes) {
            runs.add(Runs.at(minute).run());
        }
        return new History(runs);
    }

    private static List<Boolean> gaps(History history) {
        return history.line(run -> OptionalDouble.of(1)).stream()
                .map(Sample::gapBefore)
                .toList();
    }

    @Test
    void a_pause_much_longer_than_usual_is_a_gap() {
        assertThat(gaps(at(0, 5, 10, 100, 105, 110))).containsExactly(false, false, false, true, false, false);
    }

    @Test
    void a_run_alone_between_two_pauses_has_a_gap_on_either_side() {
        assertThat(gaps(at(0, 5, 10, 15, 200, 400, 405, 410, 415)))
                .containsExactly(false, false, false, false, true, true, false, false, false);
    }

    @Test
    void a_history_that_was_thinned_out_where_it_is_old_has_no_gaps() {
        assertThat(gaps(at(0, 60, 120, 180, 240, 300, 305, 310, 315, 320, 325))).doesNotContain(true);
    }

    @Test
    void a_line_breaks_where_a_value_is_absent() {
        List<Sample> line = at(0, 5, 10, 15)
                .line(run -> run.at().equals(Runs.at(5).run().at()) ? OptionalDouble.empty() : OptionalDouble.of(1));
        assertThat(line).extracting(Sample::gapBefore).containsExactly(false, true, false);
    }

    @Test
    void one_run_or_none_spans_no_time() {
        assertThat(at().spansTime()).isFalse();
        assertThat(at(5).spansTime()).isFalse();
        assertThat(at(5, 5).spansTime()).isFalse();
        assertThat(at(5, 6).spansTime()).isTrue();
    }
}
