package dev.lumen.api.advise;

/**
 * Recommends a capacity. A pure function: no I/O, no clock, no state; the same context gives the same advice, from any
 * thread.
 *
 * <p>The recommended size lies within the context's bounds and on its grid, or is the current one. Where the cache is
 * missing, stale beyond its limit, a fallback or of health UNKNOWN, and where a person locked the size, the advice is to
 * change nothing.
 */
@FunctionalInterface
public interface SizeOptimizer {
    /**
     * Recommends the capacity to have next.
     *
     * @param context everything the optimiser may look at
     * @return the advice, with its money and its reasons
     */
    CacheSizeAdjustment recommend(SizeContext context);
}
