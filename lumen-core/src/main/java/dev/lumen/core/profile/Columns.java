package dev.lumen.core.profile;

/**
 * Sets of neighbouring columns of a row, a bit each, from the lowest on: what is true of a cell is worked out for many at once
 * and without branches, which no processor could foretell, and then only those are visited for which there is something to do.
 *
 * <p>A row that is wider than a word is taken in parts of {@value #MOST} columns.
 */
final class Columns {
    /** Columns of a part: one bit is left over, for what ends behind the last. */
    static final int MOST = Long.SIZE - 1;

    private Columns() {}

    /** How many parts a row of so many columns, 1 or more, has. */
    static int parts(int columns) {
        return (columns - 1) / MOST + 1;
    }

    /** How many columns a part has where so many are left of the row, 1 or more. */
    static int inPart(int left) {
        return Math.min(MOST, left);
    }

    /** The columns of a part from one on that may be left or right of it. */
    static long from(int column, int left) {
        long below = column <= 0 ? 0 : before(Math.min(column, MOST));
        return before(inPart(left)) & ~below;
    }

    /** Adds a column to a set of as many as there may be, part after part. */
    static void add(long[] parts, int column) {
        parts[column / MOST] |= 1L << column % MOST;
    }

    /** Bytes in which a set of columns can be kept, part after part. */
    static int bytes(int columns) {
        return columns / MOST * Long.BYTES + (columns % MOST + Byte.SIZE - 1) / Byte.SIZE;
    }

    /** Reads a part that has so many columns from such bytes, which begin at one of an array. */
    static long read(byte[] bytes, int begin, int part, int columns) {
        int at = begin + part * Long.BYTES;
        long set = 0;
        for (int shift = 0; shift < columns; shift += Byte.SIZE) {
            set |= (bytes[at++] & 0xffL) << shift;
        }
        return set;
    }

    /** Writes it. */
    static void write(byte[] bytes, int begin, int part, int columns, long set) {
        int at = begin + part * Long.BYTES;
        for (int shift = 0; shift < columns; shift += Byte.SIZE) {
            bytes[at++] = (byte) (set >>> shift);
        }
    }

    /** The columns before one, 0 to {@value #MOST}. */
    private static long before(int column) {
        return (1L << column) - 1;
    }

    /** Where a run of columns begins, and behind where it ends; but a run goes on behind the last column of a row. */
    static long edges(long columns, int left) {
        long edges = columns ^ (columns << 1);
        return left > MOST ? edges : edges & before(left);
    }

    /** The first of some columns. */
    static int first(long columns) {
        return Long.numberOfTrailingZeros(columns);
    }

    /** Some columns without their first one. */
    static long rest(long columns) {
        return columns & (columns - 1);
    }

    /** The column if a number is below zero, else none. */
    static long ifNegative(int number, int column) {
        return (long) (number >>> (Integer.SIZE - 1)) << column;
    }

    /** The column if a number is below zero, else none. */
    static long ifNegative(double number, int column) {
        return Double.doubleToRawLongBits(number) >>> (Long.SIZE - 1) << column;
    }
}
