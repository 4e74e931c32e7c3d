/**
 * The service around the cache, as Google Cloud knows it: its objectives ({@link dev.lumen.gcp.service.CloudMonitoringSloSource}), how
 * it is watched over ({@link dev.lumen.gcp.service.CloudMonitoringMaturitySource}), and what running it costs ({@link
 * dev.lumen.gcp.service.CloudRunSpendSource}).
 */
@NullMarked
package dev.lumen.gcp.service;

import org.jspecify.annotations.NullMarked;
