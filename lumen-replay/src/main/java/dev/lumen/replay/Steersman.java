package dev.lumen.replay;

import dev.lumen.api.feedback.CacheAction;

/** Acts on the cache at the end of a window. */
interface Steersman {
    /** Leaves everything as it is. */
    Steersman NONE = now -> CacheAction.MAINTAIN;

    /**
     * Looks at the cache and does what it decides to.
     *
     * @param nowMillis the trace's time, that of the cache
     * @return what was done
     */
    CacheAction act(long nowMillis);

    /** Is told of each read, after the cache. */
    default void see(TraceRow row) {}

    /** Ends what it began. */
    default void close() {}
}
