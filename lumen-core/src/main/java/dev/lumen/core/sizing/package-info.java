/**
 * Advice on the size: {@link dev.lumen.core.sizing.RoiSizeOptimizer} for hosts that know aggregate metrics alone.
 */
@NullMarked
package dev.lumen.core.sizing;

import org.jspecify.annotations.NullMarked;
