package dev.lumen.core.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromiseTest {
    private static List<Promise> in(Runs... runs) {
        return Promise.in(Arrays.stream(runs).map(Runs::run).toList());
    }

    @Test
    void what_was_expected_is_held_against_what_was_measured_once_the_change_had_settled() {
        List<Promise> promises = in(
                Runs.at(0).advising(600, 0.5, 0.6),
                Runs.at(5).inForce(600, 100).measured(0.1),
                Runs.at(10).inForce(600, 100).measured(0.2),
                Runs.at(15).inForce(600, 100).measured(0.3),
                Runs.at(20).inForce(600, 100).measured(0.56),
                Runs.at(25).inForce(600, 100).measured(0.58));
        assertThat(promises).singleElement().satisfies(promise -> {
            assertThat(promise.realised()).isCloseTo(0.57, within(1e-12));
            assertThat(promise.from()).hasSeconds(300);
            assertThat(promise.to()).hasSeconds(600);
            assertThat(promise.kept()).isTrue();
        });
    }

    @Test
    void a_measure_outside_the_interval_breaks_the_promise() {
        assertThat(in(
                        Runs.at(0).advising(60, 0.5, 0.6),
                        Runs.at(5).inForce(60, 100),
                        Runs.at(10).inForce(60, 100),
                        Runs.at(15).inForce(60, 100).measured(0.7)))
                .singleElement()
                .satisfies(promise -> assertThat(promise.kept()).isFalse());
    }

    @Test
    void a_shorter_ttl_has_settled_when_the_longer_one_that_it_replaced_has_passed() {
        assertThat(in(
                        Runs.at(0).advising(60, 0.5, 0.6),
                        Runs.at(2).inForce(60, 100).measured(0.1),
                        Runs.at(4).inForce(60, 100).measured(0.1),
                        Runs.at(6).inForce(60, 100).measured(0.1)))
                .isEmpty();
    }

    @Test
    void a_change_that_the_next_one_overtook_tells_nothing() {
        assertThat(in(
                        Runs.at(0).advising(600, 0.5, 0.6),
                        Runs.at(5).inForce(600, 100),
                        Runs.at(10).inForce(600, 200),
                        Runs.at(30).inForce(600, 200)))
                .isEmpty();
    }

    @Test
    void a_change_of_the_size_beside_it_spoils_the_comparison() {
        assertThat(in(
                        Runs.at(0).advising(600, 0.5, 0.6),
                        Runs.at(5).inForce(600, 200),
                        Runs.at(15).inForce(600, 200),
                        Runs.at(20).inForce(600, 200)))
                .isEmpty();
    }

    @Test
    void a_ttl_that_nobody_advised_is_no_promise() {
        assertThat(in(
                        Runs.at(0).advising(420, 0.5, 0.6),
                        Runs.at(5).inForce(600, 100),
                        Runs.at(15).inForce(600, 100),
                        Runs.at(20).inForce(600, 100)))
                .isEmpty();
    }

    @Test
    void changes_are_found_between_runs_with_who_wanted_them() {
        List<Change> changes = Change.in(List.of(
                Runs.at(0).advising(600, 0.5, 0.6).run(),
                Runs.at(5).inForce(600, 100).run(),
                Runs.at(10).inForce(600, 50).run()));
        assertThat(changes).extracting(Change::lever).containsExactly("TTL", "size");
        assertThat(changes).extracting(Change::up).containsExactly(true, false);
        assertThat(changes).extracting(Change::advised).containsExactly(true, false);
    }
}
