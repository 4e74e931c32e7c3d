package dev.lumen.api.signal;

import dev.lumen.api.units.SimpleName;
import java.util.List;

/**
 * Reads how a service does on its service-level objectives.
 *
 * <p>Called by an orchestrator on a thread of its own, never by two threads at once, and again only after the last call
 * has returned. It may block for I/O; a call that outlives its deadline is interrupted and its result thrown away. It must
 * not call back into the orchestrator.
 */
@FunctionalInterface
public interface SloSource {
    /**
     * Reads every objective now.
     *
     * @return the objectives, each with a name of its own; one whose measure could not be had is in it without an actual
     *     value, since leaving it out would make the service look better than it is known to be
     * @throws dev.lumen.api.observe.NoDataException if the source answers and has nothing to say: its part is then missing as NO_DATA
     * @throws Exception if nothing could be read; the message reaches the report, so it must hold no secret
     */
    List<SloReading> read() throws Exception;

    /**
     * What a reader of the report should know beside the objectives, in whole sentences, such as why one has no value. Asked right
     * after {@link #read} has returned, by the same thread and within the same deadline; empty unless overridden. Holds no secret.
     */
    default List<String> notices() {
        return List.of();
    }

    /** What reports call this source; the simple class name unless overridden. */
    default String name() {
        return SimpleName.of(this);
    }
}
