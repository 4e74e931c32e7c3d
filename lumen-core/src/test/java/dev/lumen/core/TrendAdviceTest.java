package dev.lumen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.feedback.PastRun;
import dev.lumen.api.feedback.PastRun.Measured;
import dev.lumen.api.feedback.PastRun.Setting;
import dev.lumen.api.feedback.Recommendation;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.grade.GradedMetric;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.cache.CacheThresholds;
import dev.lumen.core.cache.ThresholdGrader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Hit ratios of a week of runs, each half an hour; 0.60 and below is bad, above 0.80 good. */
class TrendAdviceTest {
    private static final Instant NOW = Metrics.NOW;
    private static final ThresholdGrader GRADER = new ThresholdGrader(CacheThresholds.DEFAULT);
    private static final Setting SETTING =
            new Setting(Optional.of(Duration.ofMinutes(5)), Optional.of(ByteSize.ofMegabytes(256)));

    @Test
    void noise_without_a_trend_rarely_warns_even_right_above_what_is_bad() {
        Random random = new Random(5);
        int warned = 0;
        int weeks = 1_000;
        for (int week = 0; week < weeks; week++) {
            double[] ofDay = random.doubles(8, -0.01, 0.01).toArray();
            warned += advice(day -> 0.62
                                    + ofDay[(int) Math.floor(day + 7.5)]
                                    + 0.01 * Math.sin(2 * Math.PI * day)
                                    + 0.01 * random.nextGaussian())
                            .isEmpty()
                    ? 0
                    : 1;
        }
        assertThat(warned / (double) weeks).isLessThan(0.04);
    }

    @Test
    void the_sooner_it_is_bad_the_fewer_days_are_said_and_a_slower_drift_is_not_said_at_all() {
        List<String> effects = new ArrayList<>();
        for (int step = 1; step <= 8; step++) {
            double slope = 0.005 * step;
            advice(day -> 0.66 - slope * day).forEach(each -> effects.add(each.expectedEffect()));
        }
        assertThat(effects).hasSize(7).first().asString().contains("falling by 1.0 % a day", "within 7 days");
        assertThat(effects).last().asString().endsWith("within 2 days");
        assertThat(effects)
                .map(effect -> Integer.valueOf(effect.replaceAll(".*within (\\d) day.*", "$1")))
                .isSortedAccordingTo((one, other) -> other - one);
    }

    @Test
    void without_runs_there_is_nothing_to_say() {
        assertThat(GradedMetric.values())
                .allMatch(
                        metric -> Trends.of(List.of(), SETTING, NOW).of(metric).isEmpty());
    }

    private static List<Recommendation> advice(DoubleUnaryOperator hitRatio) {
        List<PastRun> runs = new ArrayList<>();
        for (int i = 336; i > 0; i--) {
            double day = -i / 48.0;
            Measured measured = new Measured(
                    OptionalDouble.of(Math.min(1, hitRatio.applyAsDouble(day))),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalDouble.empty());
            runs.add(new PastRun(
                    NOW.minus(Duration.ofMinutes(30L * i)),
                    SystemHealth.GOOD,
                    OptionalDouble.empty(),
                    Optional.of(measured),
                    SETTING,
                    SETTING,
                    Optional.empty()));
        }
        CacheMetrics now = Metrics.typical().requests(10_000, 0.66).build();
        return TrendAdvice.of(
                TrendAdvice.courses(now, GRADER.grade(now), Trends.of(runs, SETTING, NOW), Optional.empty()), GRADER);
    }
}
