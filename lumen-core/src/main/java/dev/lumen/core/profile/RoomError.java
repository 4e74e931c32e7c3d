package dev.lumen.core.profile;

import java.util.Arrays;

/**
 * How wrong the sample is about the room that its keys take, and so about how long a cache keeps what nobody reads: the part
 * of a hit ratio's error that {@link Tally} cannot see, since there all groups of the sample share one cache. Where a small
 * step in capacity moves the hit ratio much, it is the larger part.
 *
 * <p>A cache in which the sample takes ΔW bytes more than the keys that it stands for behaves like one that is ΔW smaller,
 * so the hit ratio is off by −ΔW · dh/dW (linearisation: Wolter, Introduction to Variance Estimation, chapter 6). ΔW is known
 * group by group, as the bytes that each group holds, averaged over time; dh/dW is the slope of the hit ratio over the bytes
 * held, from one capacity of the row to the next. Both belong to the groups, so what they have in common with the error of
 * the hits is kept.
 *
 * <p>Bytes are counted in the caches of the row with the longest TTL. In other rows the error is as much less as fewer
 * entries are evicted there: where nothing is, room does not matter.
 *
 * <p>Not thread-safe.
 */
final class RoomError {
    /** What the array takes for a capacity of the grid. */
    static final int COLUMN_BYTES = Tally.GROUPS * Double.BYTES;

    private final TrackedKeys keys;
    private final TtlRows rows;
    private final WriteTimes times;
    private final Marks marks;
    private final int row;
    private final int sizes;
    /** Bytes times milliseconds that each group held, each with what it counts for in the error; columns outer. */
    private final double[] held;
    /** What a byte of the sample counts for in the error; 0 where every key is followed. */
    private double spread;

    RoomError(TrackedKeys keys, TtlRows rows, WriteTimes times, Marks marks) {
        this.keys = keys;
        this.rows = rows;
        this.times = times;
        this.marks = marks;
        row = rows.count - 1;
        sizes = times.capacities().length;
        held = new double[sizes * Tally.GROUPS];
    }

    /** How many keys one of the sample stands for, 1 or more. */
    void scale(double scale) {
        spread = Math.sqrt(scale * (scale - 1));
    }

    /** Counts how long each cache has held a key of the sample since its last use, before it is used again. */
    void used(int slot) {
        if (spread == 0) {
            return;
        }
        double heldFor = heldFor(slot);
        int group = Tally.group(keys.hash[slot]);
        int sequence = keys.sequence(slot);
        for (int column = times.firstFit(keys.size(slot)); column < sizes; column++) {
            if (marks.sequence(row * sizes + column) <= sequence) {
                held[column * Tally.GROUPS + group] += heldFor;
            }
        }
    }

    /** Counts how long a cache has held a key of the sample that it evicts. */
    void evicted(int slot, int column) {
        if (spread > 0) {
            held[column * Tally.GROUPS + Tally.group(keys.hash[slot])] += heldFor(slot);
        }
    }

    private double heldFor(int slot) {
        return spread * keys.size(slot) * rows.millisSince(keys.accessed(slot));
    }

    /** By how much the bytes held would differ if each group of the sample were left out or doubled. */
    private double[] deviations(int column, double millis) {
        double[] deviations = Arrays.copyOfRange(held, column * Tally.GROUPS, (column + 1) * Tally.GROUPS);
        double mean = Arrays.stream(deviations).average().orElse(0);
        for (int g = 0; g < deviations.length; g++) {
            deviations[g] = millis > 0 ? (deviations[g] - mean) / millis : 0;
        }
        return deviations;
    }

    /** The same of the hit ratio of a cell, of the room alone. */
    double[] deviations(int cell, Tally tally, Holdings holdings) {
        int column = cell % sizes;
        double evictions = tally.evictions[row * sizes + column];
        double binding = evictions > 0 ? Math.min(1, tally.evictions[cell] / evictions) : 0;
        double slope = binding > 0 ? slope(cell, tally, holdings) : 0;
        double[] deviations = deviations(column, holdings.observedMillis());
        for (int g = 0; g < deviations.length; g++) {
            deviations[g] *= -slope * binding;
        }
        return deviations;
    }

    /**
     * Hit ratio a byte: the harmonic mean of the slopes to both neighbours, which does not take over to one side of a bend
     * what is true of the other (Fritsch and Butland, SIAM J. Sci. Stat. Comput. 5, 1984).
     */
    private double slope(int cell, Tally tally, Holdings holdings) {
        boolean first = cell % sizes == 0;
        boolean last = (cell + 1) % sizes == 0;
        double below = first
                ? slope(0, 0, tally.hits(cell), holdings.meanHeld(cell))
                : slope(tally.hits(cell - 1), holdings.meanHeld(cell - 1), tally.hits(cell), holdings.meanHeld(cell));
        double above = last
                ? below
                : slope(tally.hits(cell), holdings.meanHeld(cell), tally.hits(cell + 1), holdings.meanHeld(cell + 1));
        return below + above > 0 ? 2 * below * above / (below + above) / Math.max(1, tally.requests) : 0;
    }

    private static double slope(double hits, double bytes, double moreHits, double moreBytes) {
        return moreBytes > bytes ? Math.max(0, (moreHits - hits) / (moreBytes - bytes)) : 0;
    }

    /** Lets all that was counted so far count for less. */
    void fade(double factor) {
        for (int i = 0; i < held.length; i++) {
            held[i] *= factor;
        }
    }
}
