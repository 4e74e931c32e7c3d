/** Service-level objectives: {@link dev.lumen.core.slo.SloEvaluator} makes budgets, burn rates and a score of readings. */
@NullMarked
package dev.lumen.core.slo;

import org.jspecify.annotations.NullMarked;
