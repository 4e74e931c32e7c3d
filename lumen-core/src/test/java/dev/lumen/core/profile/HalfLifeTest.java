package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HalfLifeTest {
    private static final long HALF_LIFE = 32_000;

    private final HalfLife fading = new HalfLife(Optional.of(Duration.ofMillis(HALF_LIFE)));

    private double fadedBy(long everyMillis, long untilMillis) {
        double left = 1;
        for (long now = 0; now <= untilMillis; now += everyMillis) {
            left *= fading.isDue(now) ? fading.fade(now) : 1;
        }
        return left;
    }

    @Test
    void after_a_half_life_half_is_left() {
        assertThat(fadedBy(1, HALF_LIFE)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void looking_seldom_fades_as_much_as_looking_often() {
        assertThat(fadedBy(1_600, 10 * HALF_LIFE)).isCloseTo(Math.pow(0.5, 10), within(1e-12));
    }

    @Test
    void after_an_age_nothing_to_speak_of_is_left_but_no_zero() {
        assertThat(fading.fade(Long.MAX_VALUE / 2)).isPositive().isLessThan(1e-15);
    }

    @Test
    void without_a_half_life_nothing_is_ever_due() {
        assertThat(new HalfLife(Optional.empty()).isDue(Long.MAX_VALUE - 1)).isFalse();
    }

    @Test
    void a_half_life_of_nothing_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HalfLife(Optional.of(Duration.ZERO)))
                .withMessageContaining("half-life is PT0S");
    }
}
