/**
 * Reading time series: what to ask ({@link dev.lumen.gcp.read.SeriesQuery}), of which cache ({@link
 * dev.lumen.gcp.read.Memorystore}) or service ({@link dev.lumen.gcp.read.CloudRunService}), and what the answers say of a cache.
 */
@NullMarked
package dev.lumen.gcp.read;

import org.jspecify.annotations.NullMarked;
