package dev.lumen.api.advise;

/**
 * Recommends a TTL. A pure function: no I/O, no clock, no state; the same context gives the same advice, from any thread.
 *
 * <p>The recommended TTL lies within the context's bounds. Where the cache is missing, stale beyond its limit, a fallback
 * or of health UNKNOWN, and where a person holds the TTL, the advice is to change nothing.
 */
@FunctionalInterface
public interface TtlPolicy {
    /**
     * Recommends the TTL to have next.
     *
     * @param context everything the policy may look at
     * @return the advice, with its reasons
     */
    TtlAdjustment recommend(TtlContext context);
}
