/**
 * Advice on the TTL: {@link dev.lumen.core.ttl.AdaptiveTtlPolicy} for hosts that know aggregate metrics alone.
 */
@NullMarked
package dev.lumen.core.ttl;

import org.jspecify.annotations.NullMarked;
