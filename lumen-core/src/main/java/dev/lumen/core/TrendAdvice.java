package dev.lumen.core;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.SizeStrategy;
import dev.lumen.api.feedback.Recommendation;
import dev.lumen.api.feedback.Recommendation.Priority;
import dev.lumen.api.grade.CacheGrader;
import dev.lumen.api.grade.CacheVerdict;
import dev.lumen.api.grade.Grade;
import dev.lumen.api.grade.GradedMetric;
import dev.lumen.api.grade.MetricGrade;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.core.trend.Trend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Warns of a metric that is graded CAUTION and whose trend reaches BAD within a week (SPEC §8). The grader that judges the
 * cache as it is judges it as it will be, so that every host's own bounds hold.
 *
 * <p>Only for the worse: a cache that empties itself is on its way to under-used, which is a caution and not bad (SPEC §3).
 */
final class TrendAdvice {
    private static final int WATCH_DAYS = 7;

    /** So long that a rate becomes a whole count without a rounding that matters. */
    private static final Duration LONG_WINDOW = Duration.ofHours(10_000);

    private TrendAdvice() {}

    /** A metric that gets worse, and the cache that it belongs to. */
    record Course(CacheMetrics metrics, MetricGrade now, Trend trend) {}

    /**
     * What gets worse and is a caution already. Memory that the size optimizer watches or gives room is left to it.
     */
    static List<Course> courses(
            CacheMetrics metrics, CacheVerdict verdict, Trends trends, Optional<CacheSizeAdjustment> size) {
        boolean memoryCared = size.filter(advice -> advice.strategy() == SizeStrategy.SCALE_UP
                        || Recommendations.watchMemory(advice).isPresent())
                .isPresent();
        List<Course> courses = new ArrayList<>();
        for (MetricGrade grade : verdict.grades()) {
            boolean cared = grade.metric() == GradedMetric.MEMORY_USAGE && memoryCared;
            if (grade.grade() == Grade.CAUTION && !cared) {
                trends.of(grade.metric())
                        .filter(trend -> worsens(grade.metric(), trend))
                        .ifPresent(trend -> courses.add(new Course(metrics, grade, trend)));
            }
        }
        return courses;
    }

    private static boolean worsens(GradedMetric metric, Trend trend) {
        return metric == GradedMetric.HIT_RATIO ? trend.perDay() < 0 : trend.perDay() > 0;
    }

    /** A warning for each course that {@code grader} grades BAD on a day of the coming week. */
    static List<Recommendation> of(List<Course> courses, CacheGrader grader) {
        List<Recommendation> warnings = new ArrayList<>();
        for (Course course : courses) {
            OptionalInt bad = IntStream.rangeClosed(1, WATCH_DAYS)
                    .filter(day -> isBad(course, day, grader))
                    .findFirst();
            bad.ifPresent(day -> warnings.add(warning(course, day)));
        }
        return warnings;
    }

    private static boolean isBad(Course course, int day, CacheGrader grader) {
        GradedMetric metric = course.now().metric();
        CacheMetrics then = then(course.metrics(), metric, course.trend().in(day));
        return grader.grade(then).grades().stream()
                .anyMatch(grade -> grade.metric() == metric && grade.grade() == Grade.BAD);
    }

    private static CacheMetrics then(CacheMetrics now, GradedMetric metric, double value) {
        return switch (metric) {
            case HIT_RATIO ->
                new CacheMetrics(
                        now.cache(),
                        now.window(),
                        Lookups.ratioOnly(Ratio.of(Math.min(1, value))),
                        now.removals(),
                        now.gauges(),
                        now.source());
            case EVICTIONS -> {
                Window window = Window.ending(now.window().end(), LONG_WINDOW);
                long count = Math.round(value * LONG_WINDOW.toHours());
                yield new CacheMetrics(
                        now.cache(), window, now.lookups(), Removals.evicted(count), now.gauges(), now.source());
            }
            default ->
                new CacheMetrics(
                        now.cache(),
                        now.window(),
                        now.lookups(),
                        now.removals(),
                        metric == GradedMetric.MEMORY_USAGE
                                ? now.gauges().toBuilder()
                                        .used(used(now, value))
                                        .build()
                                : now.gauges().toBuilder()
                                        .p95Latency(Duration.ofNanos(Math.round(value * 1e6)))
                                        .build(),
                        now.source());
        };
    }

    private static ByteSize used(CacheMetrics now, double usage) {
        return now.gauges().capacity().orElse(ByteSize.ZERO).times(Math.min(1, usage));
    }

    private static Recommendation warning(Course course, int day) {
        GradedMetric metric = course.now().metric();
        Trend trend = course.trend();
        boolean rises = trend.perDay() > 0;
        return new Recommendation(
                Priority.MEDIUM,
                "Watch the " + metric.label(),
                shown(metric, course.now().value()),
                "find out why it " + (rises ? "rises" : "falls") + " before it is bad",
                String.format(
                        Locale.ROOT,
                        "by its trend over %d days, %s by %s a day, it is bad within %d %s",
                        trend.days(),
                        rises ? "rising" : "falling",
                        shown(metric, Math.abs(trend.perDay())),
                        day,
                        day == 1 ? "day" : "days"),
                metric.label(),
                Optional.empty());
    }

    private static String shown(GradedMetric metric, double value) {
        return switch (metric) {
            case HIT_RATIO, MEMORY_USAGE -> String.format(Locale.ROOT, "%.1f %%", 100 * value);
            case P95_LATENCY -> String.format(Locale.ROOT, "%.1f ms", value);
            default -> String.format(Locale.ROOT, "%.1f", value);
        };
    }
}
