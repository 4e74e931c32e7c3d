/**
 * What servers answer, turned into numbers: pure functions, no I/O. Not for hosts.
 */
@NullMarked
package dev.lumen.redis.info;

import org.jspecify.annotations.NullMarked;
