/**
 * Whether a change for all keys kept its promise: {@link dev.lumen.core.govern.verify.Verification}. Pure functions of what was read.
 */
@NullMarked
package dev.lumen.core.govern.verify;

import org.jspecify.annotations.NullMarked;
