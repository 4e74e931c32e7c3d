/**
 * Grades the metrics of a cache (Appendix A) and says how the cache is: {@link dev.lumen.core.cache.ThresholdGrader}.
 */
@NullMarked
package dev.lumen.core.cache;

import org.jspecify.annotations.NullMarked;
