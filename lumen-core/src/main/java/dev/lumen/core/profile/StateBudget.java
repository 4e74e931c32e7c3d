package dev.lumen.core.profile;

import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.util.Optional;

/**
 * How a profile's memory is divided.
 *
 * @param all what the simulation of all cells has
 * @param margins what that of the margins has, if there is one
 */
record StateBudget(Keys all, Optional<Keys> margins) {
    /** Blocks for so many of the slots: most keys of a sample are read once, and need none. */
    private static final double BLOCKS = 0.6;

    private static final int FEWEST_SLOTS = 64;
    private static final double MOST_BLOCK_BYTES = 0x1p30;
    private static final int MOST_SLOTS = UseOrder.MOST_SLOTS;

    /** Objects, headers and fields beside the arrays that grow with the grid or the slots, rounded up. */
    private static final int OBJECT_BYTES = 5350;

    /** Arrays that grow with the rows: those of holdings, marks and cells, and those of {@link TtlRows}, which are there once. */
    private static final int ROW_BYTES = 124 + HeldError.ROW_BYTES;

    /** The margins are played beside all cells where there are at least so many times as many cells as they are. */
    private static final double WORTH_WHILE = 2;

    /** Of what is left for keys, the simulation of all cells has so much: it tells differences, which are small. */
    private static final double SHARE_OF_ALL = 1.0 / 4;

    /**
     * What one simulation has.
     *
     * @param grid the settings
     * @param cells which of them it plays
     * @param slots keys that it can follow
     * @param blocks keys that can have write times of their own
     * @param haveHot whether any of them can be hot
     * @param bytes what all its arrays and objects take together
     */
    record Keys(ProfileGrid grid, Cells cells, int slots, int blocks, boolean haveHot, long bytes) {
        private static Keys within(double limit, ProfileGrid grid, Cells cells, boolean haveHot) {
            double most = Math.min(MOST_SLOTS, MOST_BLOCK_BYTES / (blockShare(cells) * perBlock(cells)));
            int slots = (int) Math.min((limit - fixed(cells, haveHot)) / perSlot(cells, haveHot), most);
            int blocks = (int) (slots * blockShare(cells));
            long bytes = fixed(cells, haveHot)
                    + TrackedKeys.bytes(slots)
                    + (long) blocks * perBlock(cells)
                    + (long) hotLimit(slots, haveHot) * HotKeys.BYTES;
            return new Keys(grid, cells, slots, blocks, haveHot, bytes);
        }

        private static long fixed(Cells cells, boolean haveHot) {
            return OBJECT_BYTES
                    + (long) MiniatureSimulation.CELL_BYTES * cells.count
                    + (haveHot ? (long) Holdings.HOT_BYTES * cells.count : 0)
                    + Tally.bytes(cells, cells.all(), haveHot)
                    + (long) ROW_BYTES * cells.rows
                    + (isOfTwo(cells, haveHot) ? (long) HeldTime.OF_MARGINS_BYTES * cells.all().count : 0)
                    + RoomError.bytes(cells, firstCloseRow(cells, haveHot));
        }

        private static double blockShare(Cells cells) {
            return cells.areAll() ? BLOCKS : 1;
        }

        /** Memory for them. */
        TrackedKeys keys() {
            return new TrackedKeys(slots, blocks, blockBytes(cells));
        }

        /** Whether there is another simulation, of the margins or of all cells. */
        boolean isOfTwo() {
            return isOfTwo(cells, haveHot);
        }

        private static boolean isOfTwo(Cells cells, boolean haveHot) {
            return !cells.areAll() || !haveHot;
        }

        /** The first row of which it is counted which reads a few bytes decide: the last, where differences are counted. */
        int firstCloseRow() {
            return firstCloseRow(cells, haveHot);
        }

        private static int firstCloseRow(Cells cells, boolean haveHot) {
            return haveHot ? 0 : cells.rows - 1;
        }

        /** How many of them may be hot. */
        int hotLimit() {
            return hotLimit(slots, haveHot);
        }

        private static int hotLimit(int slots, boolean haveHot) {
            return haveHot ? (int) (slots * HotKeys.SHARE) : 0;
        }

        private static int blockBytes(Cells cells) {
            return cells.areAll() ? WriteTimes.blockBytes(cells) : MarginCaches.blockBytes(cells);
        }

        private static int perBlock(Cells cells) {
            return blockBytes(cells) + Integer.BYTES;
        }

        private static double perSlot(Cells cells, boolean haveHot) {
            double hot = haveHot ? HotKeys.SHARE * HotKeys.BYTES : 0;
            return TrackedKeys.bytes(FEWEST_SLOTS) / (double) FEWEST_SLOTS + blockShare(cells) * perBlock(cells) + hot;
        }

        /** The least with which a simulation is of use. */
        private static double least(Cells cells, boolean haveHot) {
            return fixed(cells, haveHot) + FEWEST_SLOTS * perSlot(cells, haveHot);
        }
    }

    static StateBudget within(ByteSize limit, ProfileGrid grid) {
        Cells all = Cells.all(grid);
        if (limit.bytes() < Keys.least(all, true)) {
            ByteSize least = ByteSize.ofBytes((long) Keys.least(all, true) + 1);
            throw Require.refused("state limit", limit, "at least " + least + " for " + all.count + " cells");
        }
        return grid.unlimited()
                .flatMap(unlimited -> divided((double) limit.bytes(), unlimited))
                .orElseGet(
                        () -> new StateBudget(Keys.within((double) limit.bytes(), grid, all, true), Optional.empty()));
    }

    /** Divided for two simulations, hot keys for one of them alone, if that is worth while, and there is enough for both. */
    private static Optional<StateBudget> divided(double limit, ProfileGrid grid) {
        Cells all = Cells.all(grid);
        Cells margins = Cells.margins(grid);
        double forKeys = limit - Keys.fixed(all, false) - Keys.fixed(margins, true);
        double ofAll = Math.max(Keys.least(all, false), Keys.fixed(all, false) + forKeys * SHARE_OF_ALL);
        if (all.count < WORTH_WHILE * margins.count || limit - ofAll < Keys.least(margins, true)) {
            return Optional.empty();
        }
        Keys ofAllCells = Keys.within(ofAll, grid, all, false);
        Keys ofMargins = Keys.within(limit - ofAllCells.bytes(), grid, margins, true);
        return Optional.of(new StateBudget(ofAllCells, Optional.of(ofMargins)));
    }

    /** What all arrays and objects take together. */
    long bytes() {
        return all.bytes() + margins.map(Keys::bytes).orElse(0L);
    }
}
