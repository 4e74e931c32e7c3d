package dev.lumen.api.grade;

import dev.lumen.api.observe.CacheMetrics;

/** Judges a cache by what was read of it. A pure function, callable from any thread: same metrics, same verdict. */
@FunctionalInterface
public interface CacheGrader {
    /**
     * Judges a cache.
     *
     * @param metrics what was read of it; much may be absent
     * @return a grade for metrics that were read, and the health that follows; UNKNOWN where too little was read to say, then
     *     no change is recommended
     */
    CacheVerdict grade(CacheMetrics metrics);
}
