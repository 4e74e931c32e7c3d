package dev.lumen.examples.demo;

import dev.lumen.api.units.ByteSize;
import java.time.Duration;

/**
 * The two levers of a cache.
 *
 * @param ttl the write-time TTL that new entries get
 * @param size the capacity
 */
public record Setting(Duration ttl, ByteSize size) {}
