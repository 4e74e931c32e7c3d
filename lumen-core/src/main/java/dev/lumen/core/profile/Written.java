package dev.lumen.core.profile;

/**
 * What was written in the largest cache of each row, and how far the groups of the sample differ in that: by how much the sample is wrong
 * about the room that its keys take there. Not thread-safe.
 */
final class Written {
    /** What the arrays take for a row. */
    static final int ROW_BYTES = (2 + Tally.GROUPS) * Double.BYTES;

    private final double[] bytes;
    private final double[] squares;
    /** What each group wrote, as it counts in the estimate of the error, rows outer. */
    private final double[] ofGroups;

    Written(int rows) {
        bytes = new double[rows];
        squares = new double[rows];
        ofGroups = new double[rows * Tally.GROUPS];
    }

    int rows() {
        return bytes.length;
    }

    /** Adds an entry that stands for so many. */
    void add(int row, double size, double weight) {
        bytes[row] += weight * size;
        squares[row] += weight * size * size;
    }

    /** Adds to what a group wrote. */
    void addOfGroup(int row, int group, double bytes) {
        ofGroups[row * Tally.GROUPS + group] += bytes;
    }

    /** The average size of an entry, by bytes: as large is the one that a byte belongs to. */
    double sizeByBytes(int row) {
        return bytes[row] > 0 ? squares[row] / bytes[row] : 0;
    }

    /** Deviations of the bytes written, as shares of these. */
    Deviations deviations(int row) {
        return Deviations.of(g -> bytes[row] > 0 ? ofGroups[row * Tally.GROUPS + g] / bytes[row] : 0);
    }

    /** Goes on from what another one counted, of which no group has written anything yet. */
    void takeOver(Written other) {
        System.arraycopy(other.bytes, 0, bytes, 0, bytes.length);
        System.arraycopy(other.squares, 0, squares, 0, squares.length);
    }

    /** Lets groups have as much in common with what is counted later as they do, since the sample becomes smaller. */
    void mix(GroupMix mix) {
        for (int row = 0; row < rows(); row++) {
            mix.mix(ofGroups, row * Tally.GROUPS);
        }
    }

    /** Lets all that was counted so far count for less. */
    void fade(double factor) {
        for (int row = 0; row < bytes.length; row++) {
            bytes[row] *= factor;
            squares[row] *= factor;
        }
        for (int i = 0; i < ofGroups.length; i++) {
            ofGroups[i] *= factor;
        }
    }
}
