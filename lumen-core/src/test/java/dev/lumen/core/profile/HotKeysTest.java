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

    private void heat(int slot) {
        keys.heat(slot, hot.firstHeat(slot));
        hot.count();
    }

    @Test
    void a_key_that_the_clock_comes_to_soon_is_passed_once_more() {
        assertThat(hot.firstHeat(1)).isEqualTo((byte) 16);
        assertThat(hot.firstHeat(SLOTS / 2 - 1)).isEqualTo((byte) 16);
        assertThat(hot.firstHeat(SLOTS / 2)).isEqualTo((byte) 8);
        assertThat(hot.firstHeat(0)).as("just passed").isEqualTo((byte) 8);
    }

    @Test
    void wherever_their_slots_are_keys_are_hot_for_about_as_long() {
        for (int slot = 0; slot < SLOTS; slot += 8) {
            heat(slot);
        }
        hot.allow(0);

        assertThat(cooled)
                .as("in the order of their slots from half a round ahead on")
                .containsExactly(32, 40, 48, 56, 0, 8, 16, 24);
        assertThat(hot.size()).isZero();
    }

    @Test
    void one_that_is_read_stays_and_another_one_makes_room() {
        for (int slot = 0; slot < SLOTS; slot += 8) {
            heat(slot);
        }
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
