package dev.lumen.core.profile;

/**
 * Where accesses of a key are counted in a {@link Tally}, and for how much: that of hot keys, or of a group of the sample.
 *
 * <p>A read hits in a run of cells of a row, mostly: all whose capacity is large enough. So hits are counted where a run of
 * them begins, and taken off where it ends; a cell's hits are the sum from the row's first cell to it. It is the same with
 * stale hits, and with misses by their cause.
 *
 * <p>Not thread-safe.
 */
final class Account {
    final double[] hits;
    final double[] stale;
    private final double[] expired;
    private final double[] invalidated;
    /** The same for the estimate of the error, a group of the sample. */
    final double[] spreadHits;

    final double[] spreadStale;
    /** What is written, a row, in the largest cache. */
    private final Written written;
    /** Of the sample; none of hot keys, of which nothing counts in the estimate of the error. */
    private final int group;
    /** How many accesses one stands for. */
    double weight;
    /** What it counts for in the estimate of the error; 0 where there is none. */
    double spread;

    double spreadAccesses;

    Account(
            double[] hits,
            double[] stale,
            double[] expired,
            double[] invalidated,
            double[] spreadHits,
            double[] spreadStale,
            Written written,
            int group) {
        this.hits = hits;
        this.stale = stale;
        this.expired = expired;
        this.invalidated = invalidated;
        this.spreadHits = spreadHits;
        this.spreadStale = spreadStale;
        this.written = written;
        this.group = group;
    }

    /** Counts a hit in some columns of a part of a row that begins at a cell. */
    void hits(int cell, long columns, int left) {
        count(hits, spreadHits, cell, Columns.edges(columns, left), 1);
    }

    /** Takes such hits off again. */
    void noHits(int cell, long columns, int left) {
        count(hits, spreadHits, cell, Columns.edges(columns, left), -1);
    }

    /** Counts so many hits in a cell and all after it in its row. */
    void hitsFrom(int cell, long times) {
        hits[cell] += weight * times;
        if (spread > 0) {
            spreadHits[cell] += spread * times;
        }
    }

    /** Counts a miss of an entry whose time was up in each of some rows of one cell, which are numbered from one on. */
    void expiredEach(int cell, long rows) {
        countEach(expired, cell, rows, weight);
    }

    /** The same of an entry that was taken out on purpose. */
    void invalidatedEach(int cell, long rows) {
        countEach(invalidated, cell, rows, weight);
    }

    /** Counts a stale hit. */
    void stale(int cell, long columns, int left) {
        count(stale, spreadStale, cell, Columns.edges(columns, left), 1);
    }

    /** Takes such stale hits off again. */
    void notStale(int cell, long columns, int left) {
        count(stale, spreadStale, cell, Columns.edges(columns, left), -1);
    }

    /** Counts a miss of an entry whose time was up. */
    void expired(int cell, long columns, int left) {
        count(expired, cell, Columns.edges(columns, left), weight);
    }

    /** Counts a miss of an entry that was taken out on purpose. */
    void invalidated(int cell, long columns, int left) {
        count(invalidated, cell, Columns.edges(columns, left), weight);
    }

    /** Counts that so many bytes were written in the largest cache of a row. */
    void wrote(int row, double bytes) {
        written.add(row, bytes, weight);
        if (spread > 0) {
            written.addOfGroup(row, group, spread * bytes);
        }
    }

    /** Counts the same in each row. */
    void wroteInAll(double bytes) {
        for (int row = 0; row < written.rows(); row++) {
            wrote(row, bytes);
        }
    }

    private void count(double[] runs, double[] spreadRuns, int cell, long edges, int sign) {
        count(runs, cell, edges, sign * weight);
        if (spread > 0) {
            count(spreadRuns, cell, edges, sign * spread);
        }
    }

    private static void countEach(double[] runs, int cell, long rows, double weight) {
        for (long open = rows; open != 0; open = Columns.rest(open)) {
            runs[cell + Columns.first(open)] += weight;
        }
    }

    private static void count(double[] runs, int cell, long edges, double weight) {
        double change = weight;
        for (long open = edges; open != 0; open = Columns.rest(open)) {
            runs[cell + Columns.first(open)] += change;
            change = -change;
        }
    }
}
