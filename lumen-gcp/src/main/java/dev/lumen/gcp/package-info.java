/**
 * Lumen beside Google Cloud Monitoring: {@link dev.lumen.gcp.CloudMonitoringMetricSource} reads a cache. The rooms beside it hold
 * the way there ({@link dev.lumen.gcp.link.MonitoringLink}), what is read of caches and services ({@code read}), the service around
 * the cache ({@code service}: objectives, maturity, spend), what Lumen writes ({@link dev.lumen.gcp.write.CloudMonitoringSink}),
 * and a dashboard of it ({@link dev.lumen.gcp.dashboard.FeedbackDashboard}).
 *
 * <p>Each implements an interface of {@code lumen-api} and knows nothing of {@code lumen-core}: the two meet in the service that uses
 * them. Never run against the real service; docs/gcp.md says what that leaves open.
 */
@NullMarked
package dev.lumen.gcp;

import org.jspecify.annotations.NullMarked;
