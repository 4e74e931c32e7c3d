package dev.lumen.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Reads a trace row by row: a cursor that shows one row at a time and allocates nothing for it.
 *
 * <p><b>The format.</b> CSV in UTF-8, gzipped or not (its first bytes tell, not its name), with or without a byte order
 * mark, lines ending in LF or CRLF. A header names the columns, in any order: {@code timestamp_ms}, {@code key},
 * {@code size_bytes}, and if wanted {@code ttl_s} and {@code version}. Any other column is refused, since one that was
 * misspelt would otherwise be missed in silence.
 *
 * <ul>
 *   <li>{@code timestamp_ms}, {@code size_bytes} and {@code version} are whole numbers from 0 to
 *       {@value Long#MAX_VALUE}, in decimal digits.
 *   <li>{@code key} is any text but the empty one; keys are equal if their bytes are. Fields may be quoted as in RFC 4180.
 *   <li>{@code ttl_s} is what somebody's cache used; it is information only, and not looked at.
 *   <li>Times do not decrease. A row up to {@value #MAX_LATE_MILLIS} ms late is taken at the latest time seen, and
 *       counted in {@link #lateRows()}; one that is later still is a bad row.
 *   <li>Empty lines may stand at the end, but not between rows. A row has at most 1 MiB.
 * </ul>
 *
 * <p>A trace with a header and no rows is a trace of no rows; one without a header is refused when it is opened.
 *
 * <p><b>Cost.</b> Time per row is that of a pass over its bytes and one look into a hash table. Memory grows with the
 * distinct keys (16 to 40 bytes each, and the text of keys longer than seven bytes), not with the rows; up to
 * 2<sup>29</sup> keys.
 *
 * <p>Before the first {@link #next()}, and after one that returned {@code false} or threw, there is no row and what the
 * row's accessors return means nothing.
 */
public final class TraceReader implements TraceRow, AutoCloseable {
    /** How late a row may be and still be taken: collectors that merge logs of several machines are off by seconds. */
    static final long MAX_LATE_MILLIS = 60_000;

    private final String source;
    private final BadRows badRows;
    private final TraceInput input;
    private final RowParser parser;
    private final KeyDictionary keys = new KeyDictionary();

    private long timestampMillis;
    private int key;
    private long keyHash;
    private long rows;
    private long lateRows;
    private long skippedRows;

    private TraceReader(InputStream stream, String source, BadRows badRows) throws IOException {
        this.source = source;
        this.badRows = badRows;
        input = new TraceInput(stream, source);
        try {
            parser = new RowParser(input);
        } catch (BadRowException e) {
            throw new TraceFormatException(source, 1, e.reason(), null);
        }
    }

    /**
     * Opens a file and reads its header.
     *
     * @param file the trace; its name without the directory stands in messages
     * @param badRows what to do with rows that are not as the format has them
     * @return a reader before the first row, to be closed by the caller
     * @throws TraceFormatException if there is no valid header, or the compressed data is broken before its end
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws IOException if the file cannot be read
     */
    public static TraceReader open(Path file, BadRows badRows) throws IOException {
        InputStream stream = Files.newInputStream(file);
        try {
            Path name = file.getFileName();
            return open(stream, name == null ? file.toString() : name.toString(), badRows);
        } catch (Throwable e) {
            try (stream) {
                throw e;
            }
        }
    }

    /**
     * Reads a trace's header from a stream, and the rows as they are asked for. The stream is read in large blocks and
     * need not be buffered; it may be read past the last row that {@link #next()} has shown.
     *
     * @param stream the trace; closed with the reader, but not if this method throws
     * @param source what messages call it, for example {@code standard input}
     * @param badRows what to do with rows that are not as the format has them
     * @return a reader before the first row, to be closed by the caller
     * @throws TraceFormatException if there is no valid header, or the compressed data is broken before its end
     * @throws IOException if the stream cannot be read
     */
    public static TraceReader open(InputStream stream, String source, BadRows badRows) throws IOException {
        return new TraceReader(
                Objects.requireNonNull(stream, "stream"),
                Objects.requireNonNull(source, "source"),
                Objects.requireNonNull(badRows, "badRows"));
    }

    /**
     * Moves on to the next row.
     *
     * @return whether there is one; {@code false} at the end of the trace
     * @throws TraceFormatException if the row is bad and bad rows are refused, or the compressed data is broken; nothing
     *     can be read after it
     * @throws IOException if the trace cannot be read
     */
    public boolean next() throws IOException {
        while (true) {
            try {
                if (!parser.next()) {
                    return false;
                }
                takeRow();
                return true;
            } catch (BadRowException e) {
                if (badRows == BadRows.REFUSE) {
                    throw refusal(e.reason());
                }
                skippedRows++;
            }
        }
    }

    /** What to throw where a reader of this trace cannot take the present row. */
    TraceFormatException refusal(String reason) {
        return new TraceFormatException(source, parser.line(), reason, null);
    }

    private void takeRow() throws BadRowException {
        long millis = parser.millis();
        if (millis >= timestampMillis) {
            timestampMillis = millis;
        } else if (timestampMillis - millis <= MAX_LATE_MILLIS) {
            lateRows++;
        } else {
            throw new BadRowException("timestamp_ms is '" + millis + "', " + (timestampMillis - millis)
                    + " ms before the latest seen, allowed: at most " + MAX_LATE_MILLIS + " ms late");
        }
        rows++;
        byte[] bytes = parser.keyBytes();
        long identity = KeyDictionary.identity(bytes, parser.keyFrom(), parser.keyTo());
        keyHash = KeyDictionary.mix(identity);
        key = keys.number(identity, keyHash, bytes, parser.keyFrom(), parser.keyTo());
    }

    /**
     * Returns when the row's read took place: the row's own time, or the latest time seen where the row is late.
     *
     * @return milliseconds since whatever instant the trace counts from, not lower than in the row before
     */
    @Override
    public long timestampMillis() {
        return timestampMillis;
    }

    @Override
    public int key() {
        return key;
    }

    /**
     * Returns a hash of the key's text, fit for sampling keys: each bit is as good as the others, and equal keys have
     * equal hashes in every trace, run and machine.
     *
     * @return any 64-bit value
     */
    public long keyHash() {
        return keyHash;
    }

    @Override
    public long sizeBytes() {
        return parser.sizeBytes();
    }

    @Override
    public long version() {
        return parser.version();
    }

    /**
     * Says whether the trace has versions. Without them staleness is unknown, which is not the same as none.
     *
     * @return whether the header names a {@code version} column
     */
    public boolean hasVersions() {
        return parser.hasVersions();
    }

    /**
     * Returns how many rows {@link #next()} has shown.
     *
     * @return rows taken so far, late ones included, skipped ones not
     */
    public long rows() {
        return rows;
    }

    /**
     * Returns how many rows were taken at a later time than their own, since a row before them was later.
     *
     * @return late rows taken so far
     */
    public long lateRows() {
        return lateRows;
    }

    /**
     * Returns how many bad rows were left out.
     *
     * @return rows skipped so far, a run of empty lines counting as one; 0 with {@link BadRows#REFUSE}
     */
    public long skippedRows() {
        return skippedRows;
    }

    /**
     * Returns how many different keys the rows had.
     *
     * @return distinct keys so far; {@link #key()} is below it
     */
    public int distinctKeys() {
        return keys.size();
    }

    /** Closes the stream or file. */
    @Override
    public void close() throws IOException {
        input.close();
    }
}
