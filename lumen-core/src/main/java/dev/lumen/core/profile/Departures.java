package dev.lumen.core.profile;

/**
 * How wrong what is held can be since what was written in a stretch of a TTL ({@link Holdings}) leaves as one, when the middle of the stretch
 * has lived its TTL: a burst in it was written at any time of it. Of many stretches that hold as much as each other it is next to
 * nothing. Not thread-safe.
 */
final class Departures {
    /** What the arrays take for a row. */
    static final int ROW_BYTES = 2 * Double.BYTES;

    /** Half of a 90 % interval of one stretch that holds all, as a share of the TTL: 1.645 standard deviations of a time anywhere in it. */
    private static final double OF_ONE = 1.645 * Holdings.COARSE / Math.sqrt(12) / TtlRows.BUCKETS;

    private final double[] bytes;
    private final double[] squares;

    Departures(int rows) {
        bytes = new double[rows];
        squares = new double[rows];
    }

    /** Counts that so much has left the largest cache of a row. */
    void add(int row, double leaving) {
        bytes[row] += leaving;
        squares[row] += leaving * leaving;
    }

    /** Half of the interval of what is held in a row, as a share of it; 0 where nothing has left. */
    double error(int row) {
        return bytes[row] > 0 ? OF_ONE * Math.sqrt(squares[row]) / bytes[row] : 0;
    }

    /** Goes on from what another one counted. */
    void takeOver(Departures other) {
        System.arraycopy(other.bytes, 0, bytes, 0, bytes.length);
        System.arraycopy(other.squares, 0, squares, 0, squares.length);
    }

    /** Lets all that was counted so far count for less. */
    void fade(double factor) {
        for (int row = 0; row < bytes.length; row++) {
            bytes[row] *= factor;
            squares[row] *= factor * factor;
        }
    }
}
