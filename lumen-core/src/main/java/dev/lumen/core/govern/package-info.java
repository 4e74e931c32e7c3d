/**
 * What may be done with advice, and the TTL that results: {@link dev.lumen.core.govern.TtlInForce} is what the wrappers
 * read, {@link dev.lumen.core.govern.FleetTtl} keeps it the same in all JVMs of a fleet, and {@link
 * dev.lumen.core.govern.DirectSteering} applies advice without asking, one lever at a time.
 */
@NullMarked
package dev.lumen.core.govern;

import org.jspecify.annotations.NullMarked;
