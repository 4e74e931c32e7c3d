/**
 * What one run leaves for the next: {@link dev.lumen.core.state.RunState}.
 */
@NullMarked
package dev.lumen.core.state;

import org.jspecify.annotations.NullMarked;
