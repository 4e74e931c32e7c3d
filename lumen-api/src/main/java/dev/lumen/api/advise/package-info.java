/**
 * Advice and what it is made from. A {@link dev.lumen.api.advise.TtlPolicy} and a {@link
 * dev.lumen.api.advise.SizeOptimizer} are pure functions of a context record: no I/O, no clock, no state; the same context
 * gives the same advice.
 */
@NullMarked
package dev.lumen.api.advise;

import org.jspecify.annotations.NullMarked;
