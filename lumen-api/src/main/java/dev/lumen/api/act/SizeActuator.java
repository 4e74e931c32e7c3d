package dev.lumen.api.act;

import dev.lumen.api.units.ByteSize;

/**
 * Changes the capacity of a running cache. Called only where the host allows sizes to be applied, and never by two threads
 * at once.
 */
@FunctionalInterface
public interface SizeActuator {
    /**
     * Gives the cache the capacity {@code size} now; a smaller one evicts until it fits.
     *
     * @param size the new capacity, above zero
     * @throws Exception if the cache refuses; its capacity is then what it was
     */
    void apply(ByteSize size) throws Exception;
}
