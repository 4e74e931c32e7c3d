package dev.lumen.api.signal;

import dev.lumen.api.units.SimpleName;
import java.util.List;

/**
 * Reads how mature the operation of a service is.
 *
 * <p>Called by an orchestrator on a thread of its own, never by two threads at once, and again only after the last call
 * has returned. It may block for I/O; a call that outlives its deadline is interrupted and its result thrown away. It must
 * not call back into the orchestrator.
 */
@FunctionalInterface
public interface MaturitySource {
    /**
     * Reads every dimension now.
     *
     * @return the dimensions, each with a name of its own; what could not be judged is not in it
     * @throws dev.lumen.api.observe.NoDataException if the source answers and has nothing to say: its part is then missing as NO_DATA
     * @throws Exception if nothing could be read; the message reaches the report, so it must hold no secret
     */
    List<MaturityDimension> read() throws Exception;

    /**
     * What a reader of the report should know beside the dimensions, in whole sentences, such as why one is not among them. Asked right
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
