/**
 * The rhythm of a bill: {@link dev.lumen.core.rhythm.CostRhythmLoop} says whether cost follows its cycle and its demand, where
 * it is heading, and whether the budget lasts.
 */
@NullMarked
package dev.lumen.core.rhythm;

import org.jspecify.annotations.NullMarked;
