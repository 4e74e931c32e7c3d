package dev.lumen.api.feedback;

import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.grade.GradedMetric;
import dev.lumen.api.grade.MetricGrade;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The cache section of a feedback.
 *
 * @param health the verdict
 * @param action the one thing to do next
 * @param hitRatio hits ÷ requests, 0 to 1; absent where not known
 * @param quality how far the metrics can be trusted
 * @param age how old they are; present where the quality is STALE
 * @param metrics what was read
 * @param grades the grade of each metric that was read
 * @param absent the metrics that were not
 */
public record CacheFeedback(
        CacheHealth health,
        CacheAction action,
        OptionalDouble hitRatio,
        Quality quality,
        Optional<Duration> age,
        CacheMetrics metrics,
        List<MetricGrade> grades,
        List<GradedMetric> absent) {
    /** Refuses a hit ratio that is NaN or outside [0, 1] and a negative age; copies the lists. */
    public CacheFeedback {
        Require.noNull(CacheFeedback.class, health, action, hitRatio, quality, age, metrics, grades, absent);
        hitRatio = Require.within("hit ratio", hitRatio, 0, 1);
        age.ifPresent(duration -> Require.notNegative("age", duration));
        grades = List.copyOf(grades);
        absent = List.copyOf(absent);
    }
}
