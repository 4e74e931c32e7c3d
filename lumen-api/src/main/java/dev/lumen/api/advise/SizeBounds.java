package dev.lumen.api.advise;

import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;

/**
 * The capacities that a cache may be given.
 *
 * @param min the smallest, above zero
 * @param max the largest, at least {@code min}
 */
public record SizeBounds(ByteSize min, ByteSize max) {
    /** The guide's bounds: 10 MB to 1024 MB. */
    public static final SizeBounds DEFAULT = new SizeBounds(ByteSize.ofMegabytes(10), ByteSize.ofMegabytes(1024));

    /** Refuses a smallest size of zero and reversed bounds. */
    public SizeBounds {
        Require.noNull(SizeBounds.class, min, max);
        if (min.bytes() == 0) {
            throw Require.refused("minimum size", min, "above 0");
        }
        if (max.compareTo(min) < 0) {
            throw Require.refused("maximum size", max, "the minimum, " + min + ", or more");
        }
    }

    /** The size nearest to {@code size} that lies within the bounds. */
    public ByteSize clamp(ByteSize size) {
        return size.max(min).min(max);
    }
}
