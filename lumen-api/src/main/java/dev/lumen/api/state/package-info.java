/**
 * The only way from one run to the next: a {@link dev.lumen.api.state.StateStore} keeps versioned bytes whose meaning
 * the core alone knows.
 */
@NullMarked
package dev.lumen.api.state;

import org.jspecify.annotations.NullMarked;
