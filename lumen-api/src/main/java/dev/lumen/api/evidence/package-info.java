/**
 * What an estimate is: {@link dev.lumen.api.evidence.Estimate}, a value that never travels without its interval.
 */
@NullMarked
package dev.lumen.api.evidence;

import org.jspecify.annotations.NullMarked;
