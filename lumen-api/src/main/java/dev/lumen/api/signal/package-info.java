/**
 * The state of the service around the cache, as the gate reads it: its bill ({@link dev.lumen.api.signal.CostSource}), its
 * objectives ({@link dev.lumen.api.signal.SloSource}), the maturity of its operation ({@link
 * dev.lumen.api.signal.MaturitySource}), and what the cache earns ({@link dev.lumen.api.signal.Roi}). A source says what was
 * observed; the core makes the verdict of it.
 */
@NullMarked
package dev.lumen.api.signal;

import org.jspecify.annotations.NullMarked;
