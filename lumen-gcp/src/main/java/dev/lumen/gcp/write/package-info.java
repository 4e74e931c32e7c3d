/**
 * Writing time series: {@link dev.lumen.gcp.write.LumenMetric} is what Lumen writes, {@link dev.lumen.gcp.write.SeriesWriter} how:
 * descriptors made where there are none, batches, one point per series and interval.
 */
@NullMarked
package dev.lumen.gcp.write;

import org.jspecify.annotations.NullMarked;
