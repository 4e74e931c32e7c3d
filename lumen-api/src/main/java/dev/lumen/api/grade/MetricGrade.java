package dev.lumen.api.grade;

import dev.lumen.api.units.Require;

/**
 * One metric with its value and grade. A metric that was not observed has no grade.
 *
 * @param metric which one
 * @param value its value in the metric's own unit, finite, 0 or more
 * @param grade the verdict
 */
public record MetricGrade(GradedMetric metric, double value, Grade grade) {
    /** Refuses null, NaN, infinities and negative values: none of these metrics can be below zero. */
    public MetricGrade {
        Require.noNull(MetricGrade.class, metric, value, grade);
        value = Require.notNegative(metric.label(), value);
    }
}
