package dev.lumen.caffeine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Policy;
import dev.lumen.api.act.SizeActuator;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;

/**
 * Changes the maximum of a running Caffeine cache that weighs its entries in bytes. Thread-safe.
 */
public final class CaffeineSizeActuator implements SizeActuator {
    private static final String ALLOWED = "a cache built with maximumWeight and a weigher that weighs in bytes";

    private final Policy.Eviction<?, ?> bound;

    private CaffeineSizeActuator(Policy.Eviction<?, ?> bound) {
        this.bound = bound;
    }

    /**
     * An actuator for {@code cache}.
     *
     * @throws IllegalArgumentException if the cache has no maximum, for Caffeine cannot give it one later, or has one that
     *     counts entries instead of weighing them
     */
    public static CaffeineSizeActuator of(Cache<?, ?> cache) {
        Policy.Eviction<?, ?> bound =
                cache.policy().eviction().orElseThrow(() -> Require.refused("cache maximum", "absent", ALLOWED));
        if (!bound.isWeighted()) {
            throw Require.refused("cache maximum", "a count, " + bound.getMaximum() + " entries", ALLOWED);
        }
        return new CaffeineSizeActuator(bound);
    }

    /**
     * Gives the cache this maximum and, where it holds more, evicts on this thread until it fits: the cost grows with the
     * entries that have to go.
     *
     * @throws IllegalArgumentException if {@code size} is zero, which would turn the cache off
     */
    @Override
    public void apply(ByteSize size) {
        bound.setMaximum(requireRoom(size).bytes());
    }

    /** Returns {@code capacity} if it is above zero. */
    static ByteSize requireRoom(ByteSize capacity) {
        if (capacity.bytes() == 0) {
            throw Require.refused("capacity in bytes", 0, "above 0");
        }
        return capacity;
    }
}
