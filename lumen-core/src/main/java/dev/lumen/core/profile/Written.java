package dev.lumen.core.profile;

/** What was written in the largest cache of each row, weighted by how many keys one stands for. Not thread-safe. */
final class Written {
    /** What the arrays take for a row. */
    static final int ROW_BYTES = 3 * Double.BYTES;

    private final double[] bytes;
    private final double[] squares;
    private final double[] changes;

    Written(int rows) {
        bytes = new double[rows];
        squares = new double[rows];
        changes = new double[rows];
    }

    int rows() {
        return bytes.length;
    }

    void add(int row, double size, double weight) {
        bytes[row] += weight * size;
        squares[row] += weight * size * size;
    }

    void resized(int row, double weightedBytes) {
        changes[row] += weightedBytes;
    }

    /** Bytes written. */
    double bytes(int row) {
        return bytes[row];
    }

    /** The average size of an entry, by bytes: as large is the one that a byte belongs to. */
    double sizeByBytes(int row) {
        return bytes[row] > 0 ? squares[row] / bytes[row] : 0;
    }

    /** By how much the sizes of entries changed while they were there, up or down, as a share of what was written. */
    double changed(int row) {
        return bytes[row] > 0 ? changes[row] / bytes[row] : 0;
    }

    /** Goes on from what another one counted. */
    void takeOver(Written other) {
        System.arraycopy(other.bytes, 0, bytes, 0, bytes.length);
        System.arraycopy(other.squares, 0, squares, 0, squares.length);
        System.arraycopy(other.changes, 0, changes, 0, changes.length);
    }

    /** Lets all that was counted so far count for less. */
    void fade(double factor) {
        for (int row = 0; row < bytes.length; row++) {
            bytes[row] *= factor;
            squares[row] *= factor;
            changes[row] *= factor;
        }
    }
}
