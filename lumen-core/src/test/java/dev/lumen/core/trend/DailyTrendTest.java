package dev.lumen.core.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DailyTrendTest {
    private static final Instant NOW = Instant.parse("2026-11-08T12:00:00Z");

    /** A reading at the middle of each of the last {@code hours} hours, of a function of the hours before now. */
    private static List<TimedValue> hourly(int hours, IntToDoubleFunction value) {
        List<TimedValue> readings = new ArrayList<>();
        for (int ago = 0; ago < hours; ago++) {
            readings.add(new TimedValue(NOW.minus(Duration.ofMinutes(30 + 60L * ago)), value.applyAsDouble(ago)));
        }
        return readings;
    }

    @ParameterizedTest
    @CsvSource({"168, true", "96, true", "84, true", "83, false", "48, false", "24, false", "0, false"})
    void a_drift_shows_from_the_fourth_day_on(int hours, boolean shown) {
        assertThat(DailyTrend.of(hourly(hours, ago -> 100 - ago), NOW).isPresent())
                .isEqualTo(shown);
    }

    @Test
    void slope_and_level_are_those_of_the_line() {
        Trend trend = DailyTrend.of(hourly(168, ago -> 100 - ago - 0.5), NOW).orElseThrow();
        assertThat(trend.perDay()).isCloseTo(24, within(1e-9));
        assertThat(trend.level()).isCloseTo(100, within(1e-9));
        assertThat(trend.in(2)).isCloseTo(148, within(1e-9));
        assertThat(trend.days()).isEqualTo(7);
    }

    @Test
    void a_trend_never_goes_below_nothing() {
        assertThat(new Trend(1, -1, 7).in(5)).isZero();
    }

    @Test
    void the_order_of_the_readings_is_of_no_matter() {
        List<TimedValue> readings = hourly(168, ago -> 50 + Math.sin(ago) - 0.1 * ago);
        List<TimedValue> mixed = new ArrayList<>(readings);
        Collections.shuffle(mixed, new Random(1));
        assertThat(DailyTrend.of(mixed, NOW)).isEqualTo(DailyTrend.of(readings, NOW));
    }

    @Test
    void a_few_absurd_readings_do_not_turn_it() {
        Random random = new Random(2);
        List<TimedValue> readings =
                hourly(168, ago -> random.nextDouble() < 0.1 ? 1e9 * random.nextDouble() : 100 - ago / 24.0);
        Trend trend = DailyTrend.of(readings, NOW).orElseThrow();
        assertThat(trend.perDay()).isCloseTo(1, within(0.2));
    }

    @Test
    void two_quiet_days_of_seven_are_no_trend() {
        assertThat(DailyTrend.of(hourly(168, ago -> ago < 48 ? 0.7 : 0.8), NOW)).isEmpty();
    }

    @Test
    void what_stands_still_has_none() {
        assertThat(DailyTrend.of(hourly(168, ago -> 0.1 + 0.2), NOW)).isEmpty();
    }

    @Test
    void what_moves_by_less_than_a_tenth_of_its_wave_has_none_worth_a_word() {
        assertThat(DailyTrend.of(hourly(168, ago -> 100 + 10 * (ago % 24) / 23.0 - 0.15 * ago / 24), NOW))
                .isEmpty();
        assertThat(DailyTrend.of(hourly(168, ago -> 100 + 10 * (ago % 24) / 23.0 - 0.20 * ago / 24), NOW))
                .isPresent();
    }

    @Test
    void one_reading_a_day_is_not_enough() {
        List<TimedValue> daily = new ArrayList<>();
        for (int day = 0; day < 7; day++) {
            daily.add(new TimedValue(NOW.minus(Duration.ofDays(day)), 100 - day));
        }
        assertThat(DailyTrend.of(daily, NOW)).isEmpty();
    }

    @Test
    void readings_of_the_future_and_of_the_week_before_do_not_count() {
        List<TimedValue> readings = hourly(168, ago -> 100 - ago);
        List<TimedValue> more = new ArrayList<>(readings);
        more.add(new TimedValue(NOW.plusSeconds(1), 1e6));
        more.add(new TimedValue(Instant.MAX, 1e6));
        more.add(new TimedValue(Instant.MIN, 1e6));
        more.add(new TimedValue(NOW.minus(Duration.ofDays(7)), 1e6));
        assertThat(DailyTrend.of(more, NOW)).isEqualTo(DailyTrend.of(readings, NOW));
    }

    @Test
    void numbers_too_large_to_add_up_have_no_trend_and_do_no_harm() {
        List<TimedValue> readings = hourly(168, ago -> Double.MAX_VALUE * (ago % 2 == 0 ? 1 : -1));
        readings.addAll(hourly(168, ago -> Double.MAX_VALUE * (ago % 2 == 0 ? 1 : -1)));
        assertThat(DailyTrend.of(readings, NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void what_is_no_number_is_refused(double value) {
        assertThatThrownBy(() -> new TimedValue(NOW, value)).hasMessageContaining("value is " + value);
        assertThatThrownBy(() -> new Trend(value, 0, 7)).hasMessageContaining("level is " + value);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7})
    void the_table_is_the_smallest_sum_that_chance_gives_less_than_5_times_in_100(int days) {
        int critical = DailyTrend.SIGNIFICANT[days];
        assertThat(chance(days, critical)).isLessThan(0.05);
        assertThat(chance(days, critical - 2)).isGreaterThan(0.05);
    }

    @Test
    void fewer_days_than_four_cannot_be_certain() {
        assertThat(chance(3, 3)).isGreaterThan(0.05);
    }

    /** The share of the orders of {@code days} whose sum of signs is {@code least} or more. */
    private static double chance(int days, int least) {
        int[] reached = new int[2];
        permute(new int[days], 0, 0, least, reached);
        return reached[1] / (double) reached[0];
    }

    private static void permute(int[] order, int filled, int sum, int least, int[] reached) {
        if (filled == order.length) {
            reached[0]++;
            reached[1] += sum >= least ? 1 : 0;
            return;
        }
        // The next one has any rank among those before it.
        for (int rank = 0; rank <= filled; rank++) {
            permute(order, filled + 1, sum + rank - (filled - rank), least, reached);
        }
    }
}
