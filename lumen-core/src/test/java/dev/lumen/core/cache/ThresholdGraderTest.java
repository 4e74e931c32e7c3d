package dev.lumen.core.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.grade.Grade;
import dev.lumen.api.grade.GradedMetric;
import dev.lumen.api.grade.MetricGrade;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.cache.CacheThresholds.Band;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Appendix A of the guide (SPEC §3): bounds belong to the better side. */
class ThresholdGraderTest {
    private final ThresholdGrader grader = new ThresholdGrader(CacheThresholds.DEFAULT);

    @ParameterizedTest
    @CsvSource({"0.801, GOOD", "0.80, CAUTION", "0.60, CAUTION", "0.599, BAD", "0, BAD", "1, GOOD"})
    void a_hit_ratio_is_graded(double hitRatio, Grade grade) {
        assertThat(grade(GradedMetric.HIT_RATIO, good().requests(1_000, hitRatio)))
                .isEqualTo(grade);
    }

    @ParameterizedTest
    @CsvSource({
        "0.70, GOOD",
        "0.85, GOOD",
        "0.699, CAUTION",
        "0.851, CAUTION",
        "0.50, CAUTION",
        "0.90, CAUTION",
        "0.499, BAD",
        "0.901, BAD"
    })
    void memory_usage_is_graded(double usage, Grade grade) {
        assertThat(grade(GradedMetric.MEMORY_USAGE, withUsage(usage))).isEqualTo(grade);
    }

    @ParameterizedTest
    @CsvSource({"99, GOOD", "100, CAUTION", "200, CAUTION", "201, BAD", "0, GOOD"})
    void latency_is_graded(long millis, Grade grade) {
        assertThat(grade(
                        GradedMetric.P95_LATENCY,
                        good().gauges(gauges -> gauges.p95Latency(Duration.ofMillis(millis)))))
                .isEqualTo(grade);
    }

    @ParameterizedTest
    @CsvSource({"0, GOOD", "49, GOOD", "50, CAUTION", "150, CAUTION", "151, BAD"})
    void evictions_are_graded(long perHour, Grade grade) {
        assertThat(grade(GradedMetric.EVICTIONS, good().removals(Removals.evicted(perHour))))
                .isEqualTo(grade);
    }

    @ParameterizedTest
    @CsvSource({
        "300, GOOD",
        "600, GOOD",
        "299, CAUTION",
        "601, CAUTION",
        "120, CAUTION",
        "1800, CAUTION",
        "119, BAD",
        "1801, BAD"
    })
    void a_ttl_is_graded(long seconds, Grade grade) {
        assertThat(grade(GradedMetric.TTL, good().gauges(gauges -> gauges.ttl(Duration.ofSeconds(seconds)))))
                .isEqualTo(grade);
    }

    @Test
    void what_was_not_observed_is_not_graded() {
        assertThat(grader.grade(Metrics.bare().build()).grades()).isEmpty();
    }

    @Test
    void nothing_observed_is_unknown() {
        assertThat(health(Metrics.bare())).isEqualTo(CacheHealth.UNKNOWN);
    }

    @Test
    void the_golden_case_is_good() {
        assertThat(health(Metrics.typical())).isEqualTo(CacheHealth.GOOD);
    }

    @Test
    void nothing_to_watch_is_optimal() {
        assertThat(health(good())).isEqualTo(CacheHealth.OPTIMAL);
    }

    @ParameterizedTest
    @CsvSource({"99, UNKNOWN", "100, OPTIMAL", "0, UNKNOWN"})
    void too_few_requests_say_nothing(long requests, CacheHealth health) {
        assertThat(health(good().requests(requests, 0.9))).isEqualTo(health);
    }

    @ParameterizedTest
    @CsvSource({"0.299, FAILED", "0.30, POOR", "0.399, POOR", "0.40, DEGRADED", "0.599, DEGRADED", "0.60, GOOD"})
    void a_hit_ratio_alone_can_make_a_cache_poor_or_failed(double hitRatio, CacheHealth health) {
        assertThat(health(good().requests(1_000, hitRatio))).isEqualTo(health);
    }

    @Test
    void without_any_look_ups_known_the_health_is_unknown_however_well_the_rest_looks() {
        assertThat(health(good().lookups(Lookups.unknown()))).isEqualTo(CacheHealth.UNKNOWN);
    }

    @Test
    void a_cache_that_refuses_service_has_failed_however_few_asked_it() {
        assertThat(health(good().requests(1, 1).gauges(gauges -> gauges.refusal("LOADING"))))
                .isEqualTo(CacheHealth.FAILED);
    }

    @Test
    void one_bad_metric_is_degraded() {
        assertThat(health(good().removals(Removals.evicted(151)))).isEqualTo(CacheHealth.DEGRADED);
    }

    @Test
    void two_bad_metrics_are_poor() {
        assertThat(health(good().removals(Removals.evicted(151))
                        .gauges(gauges -> gauges.p95Latency(Duration.ofSeconds(1)))))
                .isEqualTo(CacheHealth.POOR);
    }

    @Test
    void a_cache_that_is_merely_under_used_is_a_caution() {
        assertThat(health(withUsage(0.1))).isEqualTo(CacheHealth.GOOD);
    }

    @Test
    void a_cache_that_is_too_full_is_degraded() {
        assertThat(health(withUsage(0.95))).isEqualTo(CacheHealth.DEGRADED);
    }

    @Test
    void a_bad_ttl_does_not_count_for_the_health() {
        assertThat(health(good().gauges(gauges -> gauges.ttl(Duration.ofDays(1)))))
                .isEqualTo(CacheHealth.OPTIMAL);
    }

    @Test
    void a_good_band_outside_the_fair_one_is_refused_by_name() {
        CacheThresholds d = CacheThresholds.DEFAULT;
        assertThatThrownBy(() -> new CacheThresholds(
                        d.goodHitRatio(),
                        d.badHitRatio(),
                        d.poorHitRatio(),
                        d.failedHitRatio(),
                        new Band(0.40, 0.85),
                        d.fairMemory(),
                        d.goodLatency(),
                        d.badLatency(),
                        d.goodEvictionsPerHour(),
                        d.badEvictionsPerHour(),
                        d.goodTtlSeconds(),
                        d.fairTtlSeconds(),
                        d.minRequests()))
                .hasMessageContaining("good memory band")
                .hasMessageContaining("0.4");
    }

    /** A cache with nothing to watch. */
    private static Metrics good() {
        return Metrics.typical()
                .requests(1_000, 0.9)
                .gauges(gauges -> Gauges.builder()
                        .used(ByteSize.ofMegabytes(80))
                        .capacity(ByteSize.ofMegabytes(100))
                        .p95Latency(Duration.ofMillis(10))
                        .ttl(Duration.ofSeconds(300)));
    }

    private static Metrics withUsage(double usage) {
        ByteSize capacity = ByteSize.ofBytes(1_000);
        return good().memory(capacity.times(usage), capacity);
    }

    private Grade grade(GradedMetric metric, Metrics metrics) {
        return grader.grade(metrics.build()).grades().stream()
                .filter(grade -> grade.metric() == metric)
                .map(MetricGrade::grade)
                .findFirst()
                .orElseThrow();
    }

    private CacheHealth health(Metrics metrics) {
        return grader.grade(metrics.build()).health();
    }
}
