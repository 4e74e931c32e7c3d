/**
 * The unified gate: {@link dev.lumen.core.gate.WeightedGateCalculator} weighs the components and caps the health.
 */
@NullMarked
package dev.lumen.core.gate;

import org.jspecify.annotations.NullMarked;
