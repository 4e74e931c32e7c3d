/**
 * A fleet within one process: {@link dev.lumen.core.fleet.InProcessFleet} gives the channel, lease and evidence channel of many
 * orchestrators that share a cache in one JVM, for tests and for hosts that have no server to meet on.
 */
@NullMarked
package dev.lumen.core.fleet;

import org.jspecify.annotations.NullMarked;
