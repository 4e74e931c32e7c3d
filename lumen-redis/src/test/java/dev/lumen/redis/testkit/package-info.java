/**
 * Real Redis servers for tests: {@link dev.lumen.redis.testkit.RedisServer} alone, {@link
 * dev.lumen.redis.testkit.RedisCluster} and {@link dev.lumen.redis.testkit.RedisSentinels}, each on free ports of the
 * loopback interface, without persistence, in a folder of its own, ended by its own process id. {@link
 * dev.lumen.redis.testkit.FaultyProxy} stands between a client and a server and does harm on cue.
 *
 * <p>When a server stops, what clients sent it goes into the {@link dev.lumen.redis.testkit.CommandLedger}, which fails the
 * test class if a forbidden command was among it.
 */
@NullMarked
package dev.lumen.redis.testkit;

import org.jspecify.annotations.NullMarked;
