package dev.lumen.core.profile;

/**
 * How wrong what the largest cache of each row holds can be, however many keys are followed.
 *
 * <p><b>Stretches.</b> What was written in a stretch of a TTL ({@link Holdings}) leaves as one, when the middle of the stretch has lived its
 * TTL: a burst in it was written at any time of it. Of many stretches that hold as much as each other it is next to nothing.
 *
 * <p><b>Sizes.</b> A cache keeps the size that was written, and here it is the one that was read last. Changes up and down cancel out
 * within a TTL, as they are of entries that are there together; what is left of them lasts for half of that on average.
 *
 * <p>Not thread-safe.
 */
final class HeldError {
    /** What the arrays take for a row. */
    static final int ROW_BYTES = 4 * Double.BYTES;

    /** Half of a 90 % interval of one stretch that holds all, as a share of the TTL: 1.645 standard deviations of a time anywhere in it. */
    private static final double OF_ONE = 1.645 * Holdings.COARSE / Math.sqrt(12) / TtlRows.BUCKETS;

    /** Stretches in a TTL. */
    private static final int STRETCHES = TtlRows.LIVE / Holdings.COARSE;

    private static final double LASTING = 0.5;

    private final double[] left;
    private final double[] squares;
    private final double[] change;
    private final double[] changes;

    HeldError(int rows) {
        left = new double[rows];
        squares = new double[rows];
        change = new double[rows];
        changes = new double[rows];
    }

    /** Takes in that a stretch, counted from the first, has left with so much. */
    void leaves(int row, long stretch, double bytes) {
        left[row] += bytes;
        squares[row] += bytes * bytes;
        if (stretch % STRETCHES == 0) {
            changes[row] += Math.abs(change[row]);
            change[row] = 0;
        }
    }

    /** Takes in that an entry takes so much more, or less, than when it was read before. */
    void resized(int row, double bytes) {
        change[row] += bytes;
    }

    /** Half of the interval of the TTL that entries live for, as a share of it; 0 where nothing has left. */
    double ofTime(int row) {
        return left[row] > 0 ? OF_ONE * Math.sqrt(squares[row]) / left[row] : 0;
    }

    /** Half of the interval of the bytes that entries take, as a share of these; 0 where nothing has left. */
    double ofSizes(int row) {
        return left[row] > 0 ? LASTING * changes[row] / left[row] : 0;
    }

    /** Goes on from what another one counted. */
    void takeOver(HeldError other) {
        System.arraycopy(other.left, 0, left, 0, left.length);
        System.arraycopy(other.squares, 0, squares, 0, squares.length);
        System.arraycopy(other.change, 0, change, 0, change.length);
        System.arraycopy(other.changes, 0, changes, 0, changes.length);
    }

    /** Lets all that was counted so far count for less. */
    void fade(double factor) {
        for (int row = 0; row < left.length; row++) {
            left[row] *= factor;
            squares[row] *= factor * factor;
            change[row] *= factor;
            changes[row] *= factor;
        }
    }
}
