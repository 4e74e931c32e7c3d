/**
 * A service that caches on Redis through Lettuce: {@link dev.lumen.examples.redis.RedisCacheAside} asks the advisor for the TTL
 * of every entry that it writes, and tells the recorder of every look-up.
 */
@NullMarked
package dev.lumen.examples.redis;

import org.jspecify.annotations.NullMarked;
