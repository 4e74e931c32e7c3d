/**
 * A fleet that meets on Redis: {@link dev.lumen.redis.fleet.RedisFleet} gives the channel, the lease, the evidence channel,
 * the state store, and the docket, audit log and mailbox of one cache, over the connections of {@link
 * dev.lumen.redis.fleet.FleetRedis}; {@link dev.lumen.redis.fleet.RedisSizeActuator} changes the memory limit of the servers themselves.
 *
 * <p>All keys of a cache lie in one slot, so that a cluster takes them in one script. What must be one step is a Lua script,
 * and only that: see the decision on fleets in the project's documentation.
 */
@NullMarked
package dev.lumen.redis.fleet;

import org.jspecify.annotations.NullMarked;
