package dev.lumen.core.cache;

import dev.lumen.api.grade.CacheGrader;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.grade.CacheVerdict;
import dev.lumen.api.grade.Grade;
import dev.lumen.api.grade.GradedMetric;
import dev.lumen.api.grade.MetricGrade;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.units.Require;
import dev.lumen.core.cache.CacheThresholds.Band;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/**
 * Grades each metric that was observed by fixed thresholds, and the cache as a whole by what is bad (SPEC §3). Without any
 * look-up data the health is UNKNOWN: a cache that nobody is known to ask is neither well nor ill. Immutable and thread-safe.
 */
public final class ThresholdGrader implements CacheGrader {
    private final CacheThresholds thresholds;

    /** A grader by {@code thresholds}. */
    public ThresholdGrader(CacheThresholds thresholds) {
        this.thresholds = Require.present("thresholds", thresholds);
    }

    /** The grade of every metric that was observed comes in the order of {@link GradedMetric}. */
    @Override
    public CacheVerdict grade(CacheMetrics metrics) {
        List<MetricGrade> grades = grades(metrics);
        return new CacheVerdict(health(metrics, grades), grades);
    }

    private List<MetricGrade> grades(CacheMetrics metrics) {
        List<MetricGrade> grades = new ArrayList<>();
        add(grades, GradedMetric.HIT_RATIO, metrics.hitRatio(), this::hitRatio);
        add(
                grades,
                GradedMetric.MEMORY_USAGE,
                metrics.memoryUsage(),
                usage -> band(usage, thresholds.goodMemory(), thresholds.fairMemory()));
        add(
                grades,
                GradedMetric.P95_LATENCY,
                metrics.gauges().p95Latency().stream()
                        .mapToDouble(ThresholdGrader::asMillis)
                        .findFirst(),
                this::latency);
        add(grades, GradedMetric.EVICTIONS, metrics.evictionsPerHour(), this::evictions);
        add(
                grades,
                GradedMetric.TTL,
                metrics.gauges().ttl().stream()
                        .mapToDouble(ttl -> asMillis(ttl) / 1000)
                        .findFirst(),
                seconds -> band(seconds, thresholds.goodTtlSeconds(), thresholds.fairTtlSeconds()));
        return grades;
    }

    private CacheHealth health(CacheMetrics metrics, List<MetricGrade> grades) {
        if (metrics.gauges().refusal().isPresent()) {
            return CacheHealth.FAILED;
        }
        boolean tooFew = metrics.lookups().requests().isPresent()
                && metrics.lookups().requests().getAsLong() < thresholds.minRequests();
        if (tooFew || metrics.hitRatio().isEmpty()) {
            return CacheHealth.UNKNOWN;
        }
        double hitRatio = metrics.hitRatio().getAsDouble();
        long bad = count(grades, Grade.BAD);
        if (hitRatio < thresholds.failedHitRatio()) {
            return CacheHealth.FAILED;
        }
        if (hitRatio < thresholds.poorHitRatio() || bad >= 2) {
            return CacheHealth.POOR;
        }
        if (bad == 1) {
            return CacheHealth.DEGRADED;
        }
        return count(grades, Grade.CAUTION) > 0 ? CacheHealth.GOOD : CacheHealth.OPTIMAL;
    }

    /** A cache that is merely under-used is a caution for its health, though its usage is graded bad. */
    private long count(List<MetricGrade> grades, Grade wanted) {
        return grades.stream()
                .filter(grade -> grade.metric().countsForHealth())
                .filter(grade -> (underUsed(grade) ? Grade.CAUTION : grade.grade()) == wanted)
                .count();
    }

    private boolean underUsed(MetricGrade grade) {
        return grade.metric() == GradedMetric.MEMORY_USAGE
                && grade.grade() == Grade.BAD
                && grade.value() < thresholds.fairMemory().low();
    }

    private Grade hitRatio(double ratio) {
        return ratio > thresholds.goodHitRatio()
                ? Grade.GOOD
                : ratio >= thresholds.badHitRatio() ? Grade.CAUTION : Grade.BAD;
    }

    private Grade latency(double millis) {
        return millis < asMillis(thresholds.goodLatency())
                ? Grade.GOOD
                : millis <= asMillis(thresholds.badLatency()) ? Grade.CAUTION : Grade.BAD;
    }

    private Grade evictions(double perHour) {
        return perHour < thresholds.goodEvictionsPerHour()
                ? Grade.GOOD
                : perHour <= thresholds.badEvictionsPerHour() ? Grade.CAUTION : Grade.BAD;
    }

    private static Grade band(double value, Band good, Band fair) {
        return good.holds(value) ? Grade.GOOD : fair.holds(value) ? Grade.CAUTION : Grade.BAD;
    }

    private static double asMillis(Duration duration) {
        return duration.getSeconds() * 1000.0 + duration.getNano() / 1e6;
    }

    private static void add(
            List<MetricGrade> grades, GradedMetric metric, OptionalDouble value, DoubleFunction<Grade> grade) {
        value.ifPresent(number -> grades.add(new MetricGrade(metric, number, grade.apply(number))));
    }
}
