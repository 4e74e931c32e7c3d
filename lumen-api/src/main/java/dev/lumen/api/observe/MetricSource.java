package dev.lumen.api.observe;

import dev.lumen.api.units.SimpleName;

/**
 * Reads the state of a cache.
 *
 * <p>Called by an orchestrator on a thread of its own, never by two threads at once, and again only after the last call
 * has returned. It may block for I/O; a call that outlives its deadline is interrupted and its result thrown away. It must
 * not call back into the orchestrator.
 */
@FunctionalInterface
public interface MetricSource {
    /**
     * Reads {@code cache} now.
     *
     * @param cache the cache to read
     * @return what was read; what could not be read is absent in it, never zero
     * @throws Exception if nothing could be read; the message reaches the report, so it must hold no secret
     */
    Reading read(CacheName cache) throws Exception;

    /** What reports call this source; the simple class name unless overridden. */
    default String name() {
        return SimpleName.of(this);
    }
}
