package dev.lumen.core.trend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

@Tag("any-jdk")
class DailyTrendProperties {
    private static final Instant NOW = Instant.parse("2026-11-08T07:13:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    /** Two harmonics of a day, at any phase: one rise may be steeper than the other. */
    private static DoubleUnaryOperator wave(double second, double phase) {
        return day -> Math.sin(2 * Math.PI * (day + phase)) + second * Math.sin(4 * Math.PI * day);
    }

    /** Readings of {@code metric}, a function of days, for {@code days}, each a little off its time. */
    private static List<TimedValue> readings(
            DoubleUnaryOperator metric, double days, int minutesApart, double jitter, Random random) {
        List<TimedValue> readings = new ArrayList<>();
        double apart = minutesApart / 1440.0;
        for (double day = -days; day <= 0; day += apart) {
            double at = Math.min(0, day + jitter * apart * (random.nextDouble() - 0.5));
            readings.add(new TimedValue(NOW.plusNanos(Math.round(at * DAY.toNanos())), metric.applyAsDouble(at)));
        }
        return readings;
    }

    @Property
    void a_daily_wave_is_never_a_trend(
            @ForAll @IntRange(min = 5, max = 240) int minutesApart,
            @ForAll @DoubleRange(min = 0.5, max = 8) double days,
            @ForAll @DoubleRange(min = 0, max = 0.6) double second,
            @ForAll @DoubleRange(min = 0, max = 1) double phase,
            @ForAll @DoubleRange(min = 0, max = 1) double jitter,
            @ForAll @LongRange(min = 0, max = 1000) long seed) {
        List<TimedValue> readings = readings(wave(second, phase), days, minutesApart, jitter, new Random(seed));
        assertThat(DailyTrend.of(readings, NOW)).isEmpty();
    }

    @Property
    void a_drift_under_a_wave_and_noise_is_found_with_its_slope(
            @ForAll @IntRange(min = 5, max = 180) int minutesApart,
            @ForAll @DoubleRange(min = 0.3, max = 3) double perDay,
            @ForAll boolean falls,
            @ForAll @DoubleRange(min = 0, max = 1) double phase,
            @ForAll @LongRange(min = 0, max = 1000) long seed) {
        Random random = new Random(seed);
        double slope = falls ? -perDay : perDay;
        DoubleUnaryOperator wave = wave(0.3, phase);
        List<TimedValue> readings = readings(
                day -> slope * day + wave.applyAsDouble(day) + 0.1 * random.nextGaussian(),
                7,
                minutesApart,
                0.2,
                random);
        Trend trend = DailyTrend.of(readings, NOW).orElseThrow();
        assertThat(trend.perDay()).isBetween(slope - 0.15, slope + 0.15);
    }

    @Property
    void more_drift_is_more_trend_and_the_same_level(
            @ForAll @IntRange(min = 10, max = 120) int minutesApart,
            @ForAll @DoubleRange(min = 0, max = 2) double less,
            @ForAll @DoubleRange(min = 0.01, max = 2) double more,
            @ForAll @LongRange(min = 0, max = 1000) long seed) {
        Random random = new Random(seed);
        List<TimedValue> base = readings(
                day -> less * day + 0.5 * random.nextGaussian() + wave(0.2, 0.1).applyAsDouble(day),
                7,
                minutesApart,
                0.5,
                random);
        List<TimedValue> steeper = base.stream()
                .map(old -> new TimedValue(old.at(), old.value() + more * days(old)))
                .toList();
        Optional<Trend> slow = DailyTrend.of(base, NOW).filter(trend -> trend.perDay() > 0);
        Optional<Trend> fast = DailyTrend.of(steeper, NOW);
        slow.ifPresent(trend -> {
            assertThat(fast).isPresent();
            assertThat(fast.get().perDay()).isCloseTo(trend.perDay() + more, within());
            assertThat(fast.get().level()).isCloseTo(trend.level(), within());
        });
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.api.Assertions.within(1e-6);
    }

    private static double days(TimedValue value) {
        return -Duration.between(value.at(), NOW).toNanos() / (double) DAY.toNanos();
    }

    @Property
    void the_trend_upside_down_is_the_trend_of_the_values_upside_down(
            @ForAll @LongRange(min = 0, max = 200) long seed) {
        Random random = new Random(seed);
        List<TimedValue> readings = readings(day -> 0.3 * day + random.nextGaussian(), 7, 30, 0, random);
        List<TimedValue> turned = readings.stream()
                .map(old -> new TimedValue(old.at(), -old.value()))
                .toList();
        assertThat(DailyTrend.of(turned, NOW).map(Trend::perDay))
                .isEqualTo(DailyTrend.of(readings, NOW).map(trend -> -trend.perDay()));
    }

    /** Noise by the hour, and noise that takes whole days: both directions together, so twice what chance gives one. */
    @Example
    void noise_without_a_trend_rarely_has_one() {
        Random random = new Random(7);
        int found = 0;
        int tries = 4_000;
        for (int i = 0; i < tries; i++) {
            double share = random.nextDouble();
            double[] ofDay = random.doubles(8, -1, 1).toArray();
            List<TimedValue> readings = readings(
                    day -> 10
                            + share * ofDay[(int) Math.floor(day + 8) % 8]
                            + (1 - share) * random.nextGaussian()
                            + wave(0.3, 0.2).applyAsDouble(day),
                    7,
                    20,
                    0.3,
                    random);
            found += DailyTrend.of(readings, NOW).isPresent() ? 1 : 0;
        }
        assertThat(found / (double) tries).isLessThan(0.08);
    }
}
