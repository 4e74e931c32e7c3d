package dev.lumen.core.profile;

/**
 * What each cell holds on average over the time observed, by the trapezoidal rule: what is held grows from one departure to the next.
 * Not thread-safe.
 */
final class HeldTime {
    /** What the arrays take for a cell. */
    static final int CELL_BYTES = Double.BYTES + Float.BYTES;

    private final TtlRows rows;
    private final double[] byteMillis;
    private final float[] lastHeld;
    private final double[] observed;
    private final long[] observedTo;

    HeldTime(TtlRows rows, Cells cells) {
        this.rows = rows;
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

    /** Lets what was observed so far count for less. */
    void fade(double factor) {
        for (int row = 0; row < observed.length; row++) {
            observed[row] *= factor;
        }
        for (int cell = 0; cell < byteMillis.length; cell++) {
            byteMillis[cell] *= factor;
        }
    }
}
