/**
 * Lumen beside Google Cloud Monitoring: not written yet.
 *
 * <p>This module will hold the adapters for services whose measurements live in Google Cloud. From there Lumen reads a
 * cache's hits and misses, what the service costs, how well it keeps its service-level objectives and how mature its
 * operation is; there it writes its own advice back, as time series and as a dashboard. Each adapter implements an
 * interface of {@code lumen-api} and knows nothing of {@code lumen-core}: the two meet in the service that uses them. The
 * issue named CLOUD fills it.
 */
@NullMarked
package dev.lumen.gcp;

import org.jspecify.annotations.NullMarked;
