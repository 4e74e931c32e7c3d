/**
 * What a bounded walk over some of the keys shows: how long they still live, how large they are, and which prefixes hold the
 * memory. The result is a {@link dev.lumen.redis.sample.KeySample}, within {@link dev.lumen.redis.sample.SampleLimits}.
 */
@NullMarked
package dev.lumen.redis.sample;

import org.jspecify.annotations.NullMarked;
