package dev.lumen.api.grade;

import dev.lumen.api.units.Require;

/**
 * One metric with its value and grade. A metric that was not observed has no grade.
 *
 * @param metric which one
 * @param value its value in the metric's own unit, finite
 * @param grade the verdict
 */
public record MetricGrade(GradedMetric metric, double value, Grade grade) {
    /** Refuses NaN and infinities. */
    public MetricGrade {
        value = Require.finite(metric.label(), value);
    }
}
