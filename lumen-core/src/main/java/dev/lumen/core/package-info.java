/**
 * The part of Lumen that thinks: it collects readings, estimates, decides, governs what may be done and reports it.
 */
@NullMarked
package dev.lumen.core;

import org.jspecify.annotations.NullMarked;
