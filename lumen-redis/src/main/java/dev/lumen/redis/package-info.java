/**
 * A cache in Redis or Valkey, through the Lettuce client. {@link dev.lumen.redis.RedisMetricSource} reads it:
 *
 * <pre>{@code
 * RedisAccess access = RedisAccess.to(RedisURI.create("rediss://cache.example.org"));
 * try (RedisMetricSource metrics = RedisMetricSource.of(access).sampling(SampleLimits.DEFAULT).build()) {
 *     Reading reading = metrics.read(CacheName.of("answers"));
 * }
 * }</pre>
 *
 * <p>What is sent, what rights that takes, and what it costs: {@code docs/redis.md}.
 */
@NullMarked
package dev.lumen.redis;

import org.jspecify.annotations.NullMarked;
