package dev.lumen.replay;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A trace that is not in the format which {@link TraceReader} describes. The message reads
 * {@code web.csv.gz:17: size_bytes is '-3', allowed: 0 or more}: where, what is wrong, and what would be right. Text
 * quoted from the trace is shortened and free of control characters.
 *
 * <p>That a file does not exist, or that a disk fails, is not this exception but the {@link IOException} it was.
 */
public final class TraceFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The trace's name as given when it was opened. */
    private final String source;

    /** The line at which the problem begins. */
    private final long line;

    /** What is wrong, and what is allowed. */
    private final String reason;

    TraceFormatException(String source, long line, String reason, @Nullable Throwable cause) {
        super(source + ":" + line + ": " + reason, cause);
        this.source = source;
        this.line = line;
        this.reason = reason;
    }

    /**
     * Returns the trace's name: the file's name without its directory, or the name given with a stream.
     *
     * @return the name, never empty unless the caller named a stream so
     */
    public String source() {
        return source;
    }

    /**
     * Returns the line of the uncompressed text on which the refused row begins, or which had been reached when the data
     * broke off.
     *
     * @return the line, counted from 1, the header's line included
     */
    public long line() {
        return line;
    }

    /**
     * Returns the message without file and line.
     *
     * @return what is wrong, and what would be allowed
     */
    public String reason() {
        return reason;
    }
}
