package dev.lumen.core.trend;

import dev.lumen.api.units.Require;

/**
 * A straight line through a metric.
 *
 * @param level where it is now, the daily wave left out
 * @param perDay how far it moves in a day
 * @param days how many days show it, 1 or more
 */
public record Trend(double level, double perDay, int days) {
    /** Refuses NaN, infinities and no days. */
    public Trend {
        Require.noNull(Trend.class, level, perDay, days);
        level = Require.finite("level", level);
        perDay = Require.finite("change per day", perDay);
        Require.within("days", days, 1, Integer.MAX_VALUE);
    }

    /** Where it will be in {@code daysAhead} days if nothing changes; no less than 0, as no metric is. */
    public double in(double daysAhead) {
        return Math.max(0, level + perDay * daysAhead);
    }
}
