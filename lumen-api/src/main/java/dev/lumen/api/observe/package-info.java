/**
 * What is read of a cache. A {@link dev.lumen.api.observe.MetricSource} returns a {@link
 * dev.lumen.api.observe.Reading}; the core turns readings into {@link dev.lumen.api.observe.CacheMetrics}, wrapped in an
 * {@link dev.lumen.api.observe.Observation} that says how far they can be trusted.
 */
@NullMarked
package dev.lumen.api.observe;

import org.jspecify.annotations.NullMarked;
