package dev.lumen.api.advise;

import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;

/**
 * The sizes that can be bought or set: the multiples of a step. A saving that no step realises is no saving.
 *
 * @param step the distance between two sizes, above zero
 */
public record SizeGrid(ByteSize step) {
    /** Any whole MB: a heap cache, or a Redis that the host runs itself. */
    public static final SizeGrid MEGABYTES = new SizeGrid(ByteSize.ofMegabytes(1));

    /** Whole GiB only: a managed instance. */
    public static final SizeGrid GIBIBYTES = new SizeGrid(ByteSize.ofGibibytes(1));

    /** Refuses a step of zero. */
    public SizeGrid {
        Require.noNull(SizeGrid.class, step);
        if (step.bytes() == 0) {
            throw Require.refused("step of the size grid", step, "above 0");
        }
    }

    /** The largest size on the grid that is not above {@code size}; zero where even one step is. */
    public ByteSize floor(ByteSize size) {
        return ByteSize.ofBytes(size.bytes() - size.bytes() % step.bytes());
    }

    /** The smallest size on the grid that is not below {@code size}; held at the last one below 2⁶³. */
    public ByteSize ceil(ByteSize size) {
        ByteSize floor = floor(size);
        return floor.equals(size) || floor.bytes() > Long.MAX_VALUE - step.bytes()
                ? floor
                : ByteSize.ofBytes(floor.bytes() + step.bytes());
    }
}
