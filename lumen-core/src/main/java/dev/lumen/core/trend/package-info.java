/**
 * Whether a metric moves from day to day, and where to: {@link dev.lumen.core.trend.DailyTrend}.
 */
@NullMarked
package dev.lumen.core.trend;

import org.jspecify.annotations.NullMarked;
