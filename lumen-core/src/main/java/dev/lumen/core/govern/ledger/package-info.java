/**
 * What was promised and what came of it: {@link dev.lumen.core.govern.ledger.Ledger} keeps both, {@link
 * dev.lumen.core.govern.ledger.Calibration} learns from them how far to believe the next promise, and {@link
 * dev.lumen.core.govern.ledger.TrustCheck} says when not to act on promises alone. Records and pure functions.
 */
@NullMarked
package dev.lumen.core.govern.ledger;

import org.jspecify.annotations.NullMarked;
