package dev.lumen.replay;

/**
 * One read of one key, as a view that its owner moves from row to row: take the values out before moving on.
 *
 * <p>Implementations promise values within the ranges below, and times that do not decrease from row to row.
 */
public interface TraceRow {

    /**
     * Returns when the read took place.
     *
     * @return milliseconds since any fixed instant, 0 or more
     */
    long timestampMillis();

    /**
     * Returns the key as a dense number: the first distinct key is 0, the next one 1, and so on. Whatever indexes by it
     * grows with the distinct keys, not with the rows.
     *
     * @return the key's number, 0 or more
     */
    int key();

    /**
     * Returns how large the entry is if this read stores it.
     *
     * @return bytes, 0 or more
     */
    long sizeBytes();

    /**
     * Returns which version of the content was current at the time of the read. A stored entry of a lower version is
     * stale.
     *
     * @return the version, 0 or more; always 0 where the trace has no versions, so that nothing is ever stale
     */
    long version();
}
