/**
 * The state of the service around the cache, as the gate reads it: for now the verdict on its bill, {@link
 * dev.lumen.api.signal.RhythmState}.
 */
@NullMarked
package dev.lumen.api.signal;

import org.jspecify.annotations.NullMarked;
