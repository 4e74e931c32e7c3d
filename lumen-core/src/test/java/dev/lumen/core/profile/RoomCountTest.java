package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RoomCountTest {
    private static RoomCount count(double value) {
        return new RoomCount(100 * value, 10 * value, value / 4, value / 8);
    }

    @Test
    void what_lies_between_two_others_is_added() {
        RoomCount moved = count(0.4).moved(count(0.5), count(0.8));

        assertThat(moved.heldBytes()).isCloseTo(70, within(1e-9));
        assertThat(moved.evictionsPerHour()).isCloseTo(7, within(1e-9));
        assertThat(moved.expired()).isCloseTo(0.175, within(1e-12));
        assertThat(moved.invalidated()).isCloseTo(0.0875, within(1e-12));
    }

    @Test
    void bytes_held_can_be_told_by_another_margin_than_the_rest() {
        assertThat(count(0.4).holding(count(0.2))).isEqualTo(new RoomCount(20, 4, 0.1, 0.05));
    }
}
