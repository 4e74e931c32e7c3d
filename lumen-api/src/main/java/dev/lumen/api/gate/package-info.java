/**
 * The unified gate: one score from 0 to 100 out of weighted components, and the {@link
 * dev.lumen.api.gate.SystemHealth} that follows from it and from what caps it.
 */
@NullMarked
package dev.lumen.api.gate;

import org.jspecify.annotations.NullMarked;
