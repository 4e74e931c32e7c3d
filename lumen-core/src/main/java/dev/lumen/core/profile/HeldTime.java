package dev.lumen.core.profile;

/**
 * What each cell holds on average over the time observed, by the trapezoidal rule: what is held grows from one departure to the next.
 *
 * <p>A cache holds, nearly always, as much as both its margins do: that of its TTL, which has no limit, and that of its capacity, in which
 * nothing expires. So the lesser of the two is told as well, moment by moment, for each cell of the grid. Not thread-safe.
 */
final class HeldTime {
    /** What the arrays take for a cell. */
    static final int CELL_BYTES = Double.BYTES + Float.BYTES;

    private final TtlRows rows;
    private final Cells cells;
    private final double[] byteMillis;
    /** The lesser of a cell's margins, for all cells of the grid; none where it is not asked for. */
    private final double[] ofMargins;

    private final float[] lastHeld;
    private final double[] observed;
    private final long[] observedTo;

    /**
     * Nothing held.
     *
     * @param isOfTwo whether there are two simulations, so that margins are told
     */
    HeldTime(TtlRows rows, Cells cells, boolean isOfTwo) {
        this.rows = rows;
        this.cells = cells;
        ofMargins = new double[isOfTwo ? rows.count * cells.sizes : 0];
        byteMillis = new double[cells.count];
        lastHeld = new float[cells.count];
        observed = new double[rows.count];
        observedTo = new long[rows.count];
    }

    /** Lets a row be observed up to a time, or now; returns the milliseconds that have passed since it was. */
    long pass(int row, long until) {
        long passed = Math.max(0, Math.min(until, rows.now()) - observedTo[row]);
        observedTo[row] += passed;
        observed[row] += passed;
        return passed;
    }

    /** What the arrays take for a cell of the grid where there are two simulations. */
    static final int OF_MARGINS_BYTES = Double.BYTES;

    /** Adds so many milliseconds since the last look to what the margins of a row's cells hold, before any cell's. */
    void addMargins(int row, double[] held, long passed) {
        if (ofMargins.length == 0 || passed == 0) {
            return;
        }
        int ofTtl = cells.at(row, cells.sizes - 1);
        double byTtl = (lastHeld[ofTtl] + (float) held[ofTtl]) / 2.0;
        int ofCapacity = cells.first(rows.count - 1);
        int first = row * cells.sizes;
        for (int column = 0; column < cells.sizes; column++) {
            ofMargins[first + column] += Math.min(byTtl, held[ofCapacity + column]) * passed;
        }
    }

    /** Adds so many milliseconds since the last look at a cell, which by now holds so much. */
    void add(int cell, double held, long passed) {
        byteMillis[cell] += (lastHeld[cell] + (float) held) / 2.0 * passed;
        lastHeld[cell] = (float) held;
    }

    /** Goes on with what a cell holds now that something has left. */
    void goOn(int cell, double held) {
        lastHeld[cell] = (float) held;
    }

    /** Takes over how long a row was observed, elsewhere. */
    void takeOver(HeldTime other, int row) {
        observed[row] = other.observed[row];
        observedTo[row] = other.observedTo[row];
    }

    /** Goes on, in both, from what all cells have held in another one, which plays all of the grid. */
    void takeOverMargins(HeldTime all) {
        System.arraycopy(all.byteMillis, 0, all.ofMargins, 0, all.ofMargins.length);
        System.arraycopy(all.byteMillis, 0, ofMargins, 0, ofMargins.length);
    }

    /** Takes over what a cell has held, elsewhere. */
    void takeOver(int cell, HeldTime other, int same) {
        byteMillis[cell] = other.byteMillis[same];
        lastHeld[cell] = other.lastHeld[same];
    }

    /** Milliseconds observed, without what has faded. */
    double observedMillis() {
        return observed[0];
    }

    /** Bytes that a cell held; {@code now} where no time has passed. */
    double mean(int cell, double now) {
        double millis = observedMillis();
        return Math.max(0, millis > 0 ? byteMillis[cell] / millis : now);
    }

    /** Bytes that both margins of a cell of the grid held; {@code now} where no time has passed. */
    double meanOfMargins(int row, int column, double now) {
        double millis = observedMillis();
        return millis > 0 ? ofMargins[row * cells.sizes + column] / millis : now;
    }

    /** Lets what was observed so far count for less. */
    void fade(double factor) {
        for (int row = 0; row < observed.length; row++) {
            observed[row] *= factor;
        }
        for (int cell = 0; cell < byteMillis.length; cell++) {
            byteMillis[cell] *= factor;
        }
        for (int cell = 0; cell < ofMargins.length; cell++) {
            ofMargins[cell] *= factor;
        }
    }
}
