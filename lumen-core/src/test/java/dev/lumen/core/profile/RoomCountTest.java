package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RoomCountTest {
    private static RoomCount count(double value) {
        return new RoomCount(10 * value, 5 * value, value / 4, value / 8);
    }

    @Test
    void differences_are_taken_and_added_number_by_number() {
        RoomCount moved = count(0.4).plus(count(0.8).minus(count(0.5)));

        assertThat(moved.evictionsPerHour()).isCloseTo(7, within(1e-9));
        assertThat(moved.evictionsByScale()).isCloseTo(3.5, within(1e-9));
        assertThat(moved.expired()).isCloseTo(0.175, within(1e-12));
        assertThat(moved.invalidated()).isCloseTo(0.0875, within(1e-12));
    }
}
