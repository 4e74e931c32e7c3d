package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HotKeysTest {
    private static final int SLOTS = 64;

    private final TrackedKeys keys = new TrackedKeys(SLOTS, 1, 1);
    private final List<Integer> cooled = new ArrayList<>();
    private final HotKeys hot = new HotKeys(keys, 8, slot -> {
        cooled.add(slot);
        keys.heat(slot, TrackedKeys.COLD);
    });

    @BeforeEach
    void follow() {
        for (int key = 0; key < SLOTS; key++) {
            keys.heat(keys.add(AccessProfile.mix(key)), TrackedKeys.COLD);
        }
    }

    private void heat(int... slots) {
        for (int slot : slots) {
            keys.heat(slot, HotKeys.FIRST_HEAT);
            hot.add(slot);
        }
    }

    @Test
    void the_clock_goes_round_them_as_they_came_wherever_their_slots_are() {
        heat(40, 8, 63, 0, 32, 1, 50, 7);
        for (int slot : new int[] {2, 60, 3, 61, 4, 62, 5, 59}) {
            assertThat(hot.haveRoom()).isTrue();
            heat(slot);
        }
        assertThat(cooled).containsExactly(40, 8, 63, 0, 32, 1, 50, 7);

        cooled.clear();
        for (int slot = 10; slot < 18; slot++) {
            assertThat(hot.haveRoom()).isTrue();
            heat(slot);
        }
        assertThat(cooled).containsExactly(2, 60, 3, 61, 4, 62, 5, 59);
    }

    @Test
    void where_fewer_may_be_hot_the_coldest_go_first() {
        heat(40, 8, 63, 0, 32, 1, 50, 7);
        hot.read(63, 100);
        hot.read(50, 100);
        hot.allow(2);

        assertThat(cooled).containsExactlyInAnyOrder(40, 8, 0, 32, 1, 7);
        hot.allow(0);
        assertThat(hot.size()).isZero();
    }

    @Test
    void one_that_is_read_stays_and_another_one_makes_room() {
        heat(32, 40, 48, 56, 0, 8, 16, 24);
        hot.read(32, 100);

        assertThat(hot.haveRoom()).isTrue();
        assertThat(cooled).containsExactly(40);
        assertThat(hot.size()).isEqualTo(7);
    }

    @Test
    void where_none_may_be_hot_there_is_no_room() {
        hot.allow(0);

        assertThat(hot.haveRoom()).isFalse();
    }
}
