package dev.lumen.api.observe;

import dev.lumen.api.units.SimpleName;
import java.util.List;

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
     * @throws NoDataException if the source answers and has nothing to say: its part is then missing as NO_DATA
     * @throws Exception if nothing could be read; the message reaches the report, so it must hold no secret
     */
    Reading read(CacheName cache) throws Exception;

    /**
     * What a reader of the report should know beside the last reading, in whole sentences: what a setting of the cache means, or
     * what part of it could not be read. Asked right after {@link #read} has returned, by the same thread and within the same
     * deadline; empty unless overridden. Holds no secret.
     */
    default List<String> notices() {
        return List.of();
    }

    /** What reports call this source; the simple class name unless overridden. */
    default String name() {
        return SimpleName.of(this);
    }
}
