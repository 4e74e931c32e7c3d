package dev.lumen.replay;

/** What a {@link TraceReader} does with a row that it cannot take. */
public enum BadRows {
    /** The first bad row ends the reading with a {@link TraceFormatException}. */
    REFUSE,

    /**
     * Bad rows are left out and counted in {@link TraceReader#skippedRows()}. A bad header, and compressed data that is
     * cut short or corrupt, end the reading all the same: then it is the file that is bad, not a row.
     */
    SKIP
}
