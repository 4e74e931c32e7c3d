/**
 * How Lumen gets to a Redis. A host makes a {@link dev.lumen.redis.link.RedisAccess}; the rest is for the other rooms of this
 * module: connections that are opened when they are needed, dropped when they fail, and never waited for longer than a
 * {@link dev.lumen.redis.link.Deadline}.
 */
@NullMarked
package dev.lumen.redis.link;

import org.jspecify.annotations.NullMarked;
