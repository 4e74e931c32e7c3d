package dev.lumen.core.profile;

/**
 * Counts the hits of all cells: all of them, or, from when on another simulation counts where both margins of a cell hit, those reads
 * alone that differ from that. What the margins do with a key is known from the last row, whose caches expire nothing, and from the last
 * column, whose caches have no limit; so of each read the last row is to be counted first. Not thread-safe.
 */
final class HitDifferences {
    private final Tally tally;
    private final FreedRoom freed;
    private final int sizes;
    private final int lastRow;
    /** Where the last row hit at this read, a part after the other, while differences are counted; else nothing. */
    private final long[] hitsOfSizes;
    /** Where it was stale. */
    private final long[] staleOfSizes;

    HitDifferences(Tally tally, Cells cells, FreedRoom freed) {
        this.tally = tally;
        this.freed = freed;
        sizes = cells.sizes;
        lastRow = cells.rows - 1;
        hitsOfSizes = new long[Columns.parts(sizes)];
        staleOfSizes = new long[hitsOfSizes.length];
    }

    /** Whether it is differences that are counted: then a read that hits wherever its entry fits counts for nothing. */
    boolean areCounted() {
        return tally.countsDifferences();
    }

    /**
     * Counts a part of a row.
     *
     * @param first the column that it begins with
     * @param hits where the read hits
     * @param stale where it is stale
     * @param ofTtl whether it hits in the cache of the row that has no limit
     * @param ofTtlStale whether it is stale there
     */
    void count(Account account, int row, int first, long hits, long stale, boolean ofTtl, boolean ofTtlStale) {
        int part = first / Columns.MOST;
        if (row == lastRow && areCounted()) {
            hitsOfSizes[part] = hits;
            staleOfSizes[part] = stale;
            return;
        }
        int cell = row * sizes + first;
        int left = sizes - first;
        long bothHit = ofTtl ? hitsOfSizes[part] : 0;
        if (hits != bothHit) {
            account.hits(cell, hits & ~bothHit, left);
            account.noHits(cell, bothHit & ~hits, left);
            if (areCounted()) {
                freed.count(row, first, hits & ~bothHit, account.spread);
            }
        }
        long bothStale = ofTtlStale ? staleOfSizes[part] : 0;
        if (stale != bothStale) {
            account.stale(cell, stale & ~bothStale, left);
            account.notStale(cell, bothStale & ~stale, left);
        }
    }
}
