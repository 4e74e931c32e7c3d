/**
 * Money: {@link dev.lumen.core.roi.CostModel} turns misses and megabytes into dollars a month, for both advisers alike.
 */
@NullMarked
package dev.lumen.core.roi;

import org.jspecify.annotations.NullMarked;
