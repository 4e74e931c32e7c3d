package dev.lumen.core.profile;

/**
 * How wrong the sample is about the room that its keys take, and so about how long a cache keeps what nobody reads: the part
 * of a hit ratio's error that {@link Tally} cannot see, since there all groups of the sample share one cache. Where a small
 * step in capacity moves the hit ratio much, it is the larger part.
 *
 * <p>A cache in which the sample takes ΔW bytes more than the keys that it stands for behaves like one that is ΔW smaller,
 * so the hit ratio is off by −ΔW · dh/dW (linearisation: Wolter, Introduction to Variance Estimation, chapter 6), which {@link
 * SurfaceMaker} works out. Here ΔW is counted, group by group, as the bytes that each group holds in the caches with the longest TTL,
 * averaged over accesses, since only there does it matter.
 *
 * <p>Not thread-safe.
 */
final class RoomError {
    /** What the array takes for a capacity of the grid. */
    static final int COLUMN_BYTES = Tally.GROUPS * Double.BYTES;

    private final TrackedKeys keys;
    private final Marks marks;
    private final Capacities capacities;
    private final Cells cells;
    private final int row;
    private final int sizes;
    /** Bytes times accesses during which each group held them, by what it counts for in the error; groups outer. */
    private final double[] held;
    /** Accesses of keys followed up to {@link #countedTo}, without what has faded. */
    private double accesses;

    private long countedTo;
    /** What a byte of the sample counts for in the error; 0 where every key is followed. */
    private double spread;

    RoomError(TrackedKeys keys, Cells cells, Capacities capacities, Marks marks) {
        this.keys = keys;
        this.marks = marks;
        this.cells = cells;
        row = cells.rows - 1;
        this.capacities = capacities;
        sizes = capacities.count();
        held = new double[sizes * Tally.GROUPS];
    }

    /** Takes over from another one for how many accesses every key was followed, during which there was no error. */
    void takeOver(RoomError all) {
        accesses = all.accesses;
        countedTo = all.countedTo;
    }

    /** How many keys one of the sample stands for, 1 or more. */
    void scale(double scale) {
        spread = Math.sqrt(scale * (scale - 1));
    }

    /** Counts for how many accesses each cache has held a key since its last use, if it is one of the sample, before it is used again. */
    void used(int slot) {
        int place = keys.place(slot);
        if (spread == 0 || keys.isHot(slot) || keys.order.isTakenOut(place)) {
            return;
        }
        double heldFor = heldFor(slot);
        int group = Tally.group(keys.hash[slot]);
        int at = group * sizes;
        for (int column = capacities.firstFit(keys.size(slot)); column < sizes; column++) {
            if (marks.of(cells.at(row, column)) <= place) {
                held[at + column] += heldFor;
            }
        }
    }

    /** Counts for how many accesses a cache has held a key of the sample that it evicts. */
    void evicted(int slot, int column) {
        if (spread > 0) {
            held[Tally.group(keys.hash[slot]) * sizes + column] += heldFor(slot);
        }
    }

    private double heldFor(int slot) {
        return spread * keys.size(slot) * keys.usesSince(slot);
    }

    /** Deviations of the bytes that keys of the sample take in a cache of a capacity which expires nothing. */
    Deviations ofRoom(int column) {
        double passed = Math.max(1, accesses + keys.uses() - countedTo);
        return Deviations.of(g -> held[g * sizes + column] / passed);
    }

    /** Lets all that was counted so far count for less. */
    void fade(double factor) {
        accesses = (accesses + keys.uses() - countedTo) * factor;
        countedTo = keys.uses();
        for (int i = 0; i < held.length; i++) {
            held[i] *= factor;
        }
    }
}
