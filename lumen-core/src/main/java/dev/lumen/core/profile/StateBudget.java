package dev.lumen.core.profile;

import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;

/**
 * How a profile's memory is divided.
 *
 * @param slots keys that can be followed
 * @param blocks keys that can have write times of their own
 * @param bytes what all arrays and objects take together
 */
record StateBudget(int slots, int blocks, long bytes) {
    /** Blocks for so many of the slots: most keys of a sample are read once, and need none. */
    private static final double BLOCKS = 0.6;

    private static final int FEWEST_SLOTS = 64;
    private static final double MOST_BLOCK_BYTES = 0x1p30;
    private static final int MOST_SLOTS = 1 << 24;

    /** Objects, headers and fields beside the arrays that grow with the grid or the slots, rounded up. */
    private static final int OBJECT_BYTES = 4096;

    static StateBudget within(ByteSize limit, ProfileGrid grid) {
        int cells = grid.cells();
        long fixed = OBJECT_BYTES
                + (long) MiniatureCaches.CELL_BYTES * cells
                + (long) RoomError.COLUMN_BYTES * grid.sizes().size();
        int perBlock = WriteTimes.blockBytes(grid) + Integer.BYTES;
        double perSlot = TrackedKeys.bytes(FEWEST_SLOTS) / (double) FEWEST_SLOTS + BLOCKS * perBlock;
        double slots = (limit.bytes() - fixed) / perSlot;
        if (slots < FEWEST_SLOTS) {
            ByteSize least = ByteSize.ofBytes((long) (fixed + FEWEST_SLOTS * perSlot) + 1);
            throw Require.refused("state limit", limit, "at least " + least + " for " + cells + " cells");
        }
        double most = Math.min(MOST_SLOTS, MOST_BLOCK_BYTES / (BLOCKS * perBlock));
        int taken = (int) Math.min(slots, most);
        int blocks = (int) (taken * BLOCKS);
        return new StateBudget(taken, blocks, fixed + TrackedKeys.bytes(taken) + (long) blocks * perBlock);
    }
}
