/**
 * Lumen beside a Redis server, spoken to through the Lettuce client: not written yet.
 *
 * <p>This module will hold the adapters that let Lumen steer a cache kept in Redis. A metric source reads the server's own
 * counters in one round trip; a state store, a lease and two channels let many instances of a service agree on one TTL,
 * share what they have measured and leave the deciding to one of them; an actuator changes the server's memory limit where
 * the server allows it. Each implements an interface of {@code lumen-api} and knows nothing of {@code lumen-core}: the two
 * meet in the service that uses them. The issue named REDIS fills it.
 */
@NullMarked
package dev.lumen.redis;

import org.jspecify.annotations.NullMarked;
