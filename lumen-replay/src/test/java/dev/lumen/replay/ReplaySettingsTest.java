package dev.lumen.replay;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplaySettingsTest {
    private static final ReplayPrices FREE = new ReplayPrices(0, 0, 0);
    private static final Optional<Duration> MINUTE = Optional.of(Duration.ofMinutes(1));
    private static final Optional<ByteSize> MEGABYTE = Optional.of(ByteSize.ofMegabytes(1));
    private static final ReplaySettings.Rules NOTHING_FREE =
            new ReplaySettings.Rules(Optional.empty(), Optional.empty());

    private static ReplaySettings of(
            Optional<Duration> ttl, Optional<ByteSize> size, ReplaySettings.Steering steering) {
        return new ReplaySettings(ttl, size, Duration.ofMinutes(5), FREE, steering);
    }

    private static ReplaySettings.Rules ttlBetween(int min, int max) {
        return new ReplaySettings.Rules(
                Optional.of(TtlBounds.between(Duration.ofSeconds(min), Duration.ofSeconds(max))), Optional.empty());
    }

    @Test
    void a_window_shorter_than_a_millisecond_is_refused() {
        assertThatThrownBy(() -> new ReplaySettings(
                        MINUTE, MEGABYTE, Duration.ofNanos(999_999), FREE, new ReplaySettings.Fixed()))
                .hasMessage("window is PT0.000999999S, allowed: 1 ms or more");
    }

    @Test
    void a_ttl_shorter_than_a_millisecond_is_refused() {
        assertThatThrownBy(() -> of(Optional.of(Duration.ZERO), MEGABYTE, new ReplaySettings.Fixed()))
                .hasMessage("TTL is PT0S, allowed: 1 ms or more");
    }

    @Test
    void a_cache_without_limits_may_stay_as_it_is() {
        assertThatCode(() -> of(Optional.empty(), Optional.empty(), new ReplaySettings.Fixed()))
                .doesNotThrowAnyException();
    }

    @Test
    void rules_need_a_ttl_to_start_from() {
        assertThatThrownBy(() -> of(Optional.empty(), MEGABYTE, NOTHING_FREE))
                .hasMessage("TTL is without a limit, allowed: a limit to start from, where Lumen decides");
    }

    @Test
    void rules_need_a_size_to_start_from() {
        assertThatThrownBy(() -> of(MINUTE, Optional.empty(), NOTHING_FREE))
                .hasMessage("size is without a limit, allowed: a limit to start from, where Lumen decides");
    }

    @Test
    void a_ttl_at_the_start_below_its_bounds_is_refused() {
        assertThatThrownBy(() -> of(MINUTE, MEGABYTE, ttlBetween(61, 100)))
                .hasMessage("TTL at the start is PT1M, allowed: PT1M1S to PT1M40S");
    }

    @Test
    void a_ttl_at_the_start_above_its_bounds_is_refused() {
        assertThatThrownBy(() -> of(MINUTE, MEGABYTE, ttlBetween(10, 59)))
                .hasMessage("TTL at the start is PT1M, allowed: PT10S to PT59S");
    }

    @Test
    void a_ttl_at_the_start_may_be_on_a_bound() {
        assertThatCode(() -> of(MINUTE, MEGABYTE, ttlBetween(60, 60))).doesNotThrowAnyException();
    }

    @Test
    void a_size_at_the_start_outside_its_bounds_is_refused() {
        ReplaySettings.Rules rules = new ReplaySettings.Rules(
                Optional.empty(), Optional.of(new SizeBounds(ByteSize.ofMegabytes(2), ByteSize.ofMegabytes(3))));
        assertThatThrownBy(() -> of(MINUTE, MEGABYTE, rules))
                .hasMessage("size at the start is 1 MB, allowed: 2 MB to 3 MB");
    }

    @Test
    void rules_cannot_hold_a_ttl_that_no_rule_allows() {
        assertThatThrownBy(() -> of(Optional.of(Duration.ofDays(4000)), MEGABYTE, NOTHING_FREE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("maximum TTL is PT96000H, allowed: ");
    }

    @Test
    void rules_cannot_hold_a_size_of_nothing() {
        assertThatThrownBy(() -> of(MINUTE, Optional.of(ByteSize.ZERO), NOTHING_FREE))
                .hasMessage("minimum size is 0 B, allowed: above 0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-300, Double.NaN, Double.POSITIVE_INFINITY})
    void a_price_that_is_none_is_refused(double usd) {
        assertThatThrownBy(() -> new ReplayPrices(0, usd, 0))
                .hasMessage("memoryCost is " + usd + ", allowed: a finite number, 0 or more");
    }
}
