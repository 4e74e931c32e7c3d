/**
 * Asks for what may fail or hang, under a deadline ({@link dev.lumen.core.collect.Guard}), and turns what metric sources
 * answer into windows ({@link dev.lumen.core.collect.MetricCollector}).
 */
@NullMarked
package dev.lumen.core.collect;

import org.jspecify.annotations.NullMarked;
