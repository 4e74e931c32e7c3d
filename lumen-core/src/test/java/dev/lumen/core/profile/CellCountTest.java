package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CellCountTest {
    private static CellCount count(double value, OptionalDouble staleRatio) {
        Deviations some = Deviations.of(g -> g * value);
        return new CellCount(value, value / 2, some, staleRatio, some, 100 * value, 10 * value, value / 4, value / 8);
    }

    private static CellCount count(double value) {
        return count(value, OptionalDouble.of(value / 10));
    }

    @Test
    void what_lies_between_two_others_is_added() {
        CellCount moved = count(0.4).moved(count(0.5), count(0.8));

        assertThat(moved.hitRatio()).isCloseTo(0.7, within(1e-12));
        assertThat(moved.recentHitRatio()).isCloseTo(0.35, within(1e-12));
        assertThat(moved.staleRatio().orElseThrow()).isCloseTo(0.07, within(1e-12));
        assertThat(moved.heldBytes()).isCloseTo(70, within(1e-9));
        assertThat(moved.evictionsPerHour()).isCloseTo(7, within(1e-9));
        assertThat(moved.expired()).isCloseTo(0.175, within(1e-12));
        assertThat(moved.invalidated()).isCloseTo(0.0875, within(1e-12));
        assertThat(moved.ofHitRatio().error()).isCloseTo(count(0.7).ofHitRatio().error(), within(1e-9));
    }

    @Test
    void errors_of_the_same_keys_cancel_out() {
        CellCount moved = count(0.5).moved(count(0.5), count(0.1));

        assertThat(moved.ofHitRatio().error()).isCloseTo(count(0.1).ofHitRatio().error(), within(1e-9));
    }

    @Test
    void where_a_stale_ratio_is_not_known_there_is_taken_to_be_no_difference() {
        CellCount moved = count(0.4, OptionalDouble.empty()).moved(count(0.5), count(0.8));

        assertThat(moved.staleRatio()).hasValue(count(0.8).staleRatio().orElseThrow());
        assertThat(moved.ofStaleRatio().toList())
                .isEqualTo(count(0.8).ofStaleRatio().toList());
    }

    @Test
    void what_all_groups_add_alike_is_no_error() {
        assertThat(Deviations.of(g -> 3.5).error()).isZero();
        assertThat(Deviations.of(g -> g).times(2).error())
                .isCloseTo(2 * Deviations.of(g -> g).error(), within(1e-12));
    }
}
