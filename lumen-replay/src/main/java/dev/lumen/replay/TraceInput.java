package dev.lumen.replay;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of a trace, unpacked where they are compressed, in a window that always ends at a line's end. Whoever parses
 * below {@link #limit} therefore meets a newline before the window's end and needs no other check.
 */
final class TraceInput implements AutoCloseable {

    /** What {@link #fill} brought about. */
    enum Filled {
        /** There is more to parse below {@link TraceInput#limit}. */
        MORE,
        /** The input has ended: everything there is stood in the window already. */
        END,
        /** The window holds {@link TraceInput#MAX_ROW_BYTES}, and the row that began it has not ended. */
        TOO_LONG
    }

    /** The longest row there may be, its line end included; beyond it a missing newline is likelier than a long key. */
    static final int MAX_ROW_BYTES = 1 << 20;

    /** How far past {@link #limit} {@link #bytes} may be read, for whoever reads eight bytes at once. */
    static final int SLACK_BYTES = Long.BYTES;

    private static final int FIRST_WINDOW_BYTES = 1 << 16;
    private static final int GZIP_BUFFER_BYTES = 1 << 16;
    private static final int GZIP_MAGIC_0 = 0x1f;
    private static final int GZIP_MAGIC_1 = 0x8b;

    /** The window. Replaced or shifted by {@link #fill}, and at no other time. */
    byte[] bytes = new byte[FIRST_WINDOW_BYTES + SLACK_BYTES];

    /** Where the last complete line of the window ends. */
    int limit;

    private final String source;
    private final InputStream stream;
    private final boolean compressed;
    private int end;
    private boolean ended;

    /** Takes over the stream, whose first two bytes say whether it is compressed. */
    TraceInput(InputStream raw, String source) throws IOException {
        this.source = source;
        PushbackInputStream peekable = new PushbackInputStream(raw, 2);
        byte[] magic = peekable.readNBytes(2);
        peekable.unread(magic);
        compressed = magic.length == 2
                && Byte.toUnsignedInt(magic[0]) == GZIP_MAGIC_0
                && Byte.toUnsignedInt(magic[1]) == GZIP_MAGIC_1;
        stream = compressed ? unpack(peekable) : peekable;
    }

    private InputStream unpack(InputStream packed) throws IOException {
        try {
            return new GZIPInputStream(packed, GZIP_BUFFER_BYTES);
        } catch (EOFException | ZipException e) {
            throw broken(1, e);
        }
    }

    /**
     * Moves what is unread to the front of the window, and reads until there is more of it to parse.
     *
     * @param from where the unread part begins; it is at 0 afterwards
     * @param line the line reached, for the message if the compressed data breaks off
     */
    Filled fill(int from, long line) throws IOException {
        int parsed = limit - from;
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, end - from);
            end -= from;
        }
        limit = parsed;
        while (!ended) {
            if (end == bytes.length - SLACK_BYTES && !grow()) {
                return Filled.TOO_LONG;
            }
            int unseen = end;
            int read = read(line);
            if (read < 0) {
                ended = true;
                endLastLine();
            } else {
                end += read;
            }
            extendLimit(unseen);
            if (limit > parsed) {
                return Filled.MORE;
            }
        }
        return Filled.END;
    }

    /** Returns where the line at {@code from} ends, behind its newline; the line must be a complete one. */
    int lineEnd(int from) {
        int at = from;
        while (bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    /**
     * Drops the line that {@link Filled#TOO_LONG} told of.
     *
     * @return where the line after it begins, or {@link #limit} if none follows in the window
     */
    int skipLongLine(long line) throws IOException {
        do {
            end = 0;
            limit = 0;
        } while (fill(0, line) == Filled.TOO_LONG);
        return limit == 0 ? 0 : lineEnd(0);
    }

    private int read(long line) throws IOException {
        try {
            return stream.read(bytes, end, bytes.length - SLACK_BYTES - end);
        } catch (EOFException | ZipException e) {
            throw compressed ? broken(line, e) : e;
        }
    }

    private boolean grow() {
        int size = bytes.length - SLACK_BYTES;
        if (size >= MAX_ROW_BYTES) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, 2 * size + SLACK_BYTES);
        return true;
    }

    /** Gives the last line the newline that it may lack. */
    private void endLastLine() {
        if (end > 0 && bytes[end - 1] != '\n') {
            bytes[end++] = '\n';
        }
    }

    private void extendLimit(int unseen) {
        int at = end;
        while (at > unseen && bytes[at - 1] != '\n') {
            at--;
        }
        if (at > unseen) {
            limit = at;
        }
    }

    private TraceFormatException broken(long line, IOException cause) {
        String how = cause instanceof EOFException ? "is cut short" : "is corrupt (" + cause.getMessage() + ")";
        return new TraceFormatException(source, line, "the compressed data " + how, cause);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
