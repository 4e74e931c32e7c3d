package dev.lumen.replay;

import java.util.Arrays;

/**
 * Splits one CSV row into fields as RFC 4180 has it: a field that begins with a quote runs to the quote that closes it,
 * may hold commas and line ends, and writes a quote as two. A quote elsewhere is plain text.
 *
 * <p>This is the whole grammar. {@link TraceReader} parses plain rows by itself, and comes here with all others.
 */
final class FieldSplitter {

    /** What {@link #split} found. */
    enum Split {
        /** A whole row. */
        ROW,
        /** A row whose last quoted field does not end within the window. */
        OPEN_QUOTE,
        /** A row in which text follows a closing quote. */
        TEXT_BEHIND_QUOTE
    }

    /** The fields' text, one behind the other, with the same slack as the input's window. */
    private byte[] text = new byte[256];

    /** Where each field ends in {@link #text}. */
    private int[] ends = new int[8];

    private int textLength;
    private int count;
    private int at;
    private int lineBreaks;

    /** Splits the row that begins at {@code from}; {@code limit} is behind a newline. */
    Split split(byte[] bytes, int from, int limit) {
        textLength = 0;
        count = 0;
        lineBreaks = 0;
        at = from;
        while (true) {
            if (bytes[at] == '"') {
                if (!quoted(bytes, limit)) {
                    return Split.OPEN_QUOTE;
                }
            } else {
                plain(bytes);
            }
            endField();
            if (bytes[at] == ',') {
                at++;
            } else if (isLineEnd(bytes, at)) {
                at += bytes[at] == '\r' ? 2 : 1;
                lineBreaks++;
                return Split.ROW;
            } else {
                return Split.TEXT_BEHIND_QUOTE;
            }
        }
    }

    /** Says whether a line ends at {@code at}, which must be within a complete line. */
    static boolean isLineEnd(byte[] bytes, int at) {
        return bytes[at] == '\n' || (bytes[at] == '\r' && bytes[at + 1] == '\n');
    }

    private void plain(byte[] bytes) {
        while (bytes[at] != ',' && !isLineEnd(bytes, at)) {
            append(bytes[at++]);
        }
    }

    private boolean quoted(byte[] bytes, int limit) {
        for (at++; at < limit; at++) {
            byte b = bytes[at];
            if (b == '"') {
                at++;
                // The row's own line end stands before the limit, so that there is a byte to look at unless it is open.
                if (at == limit || bytes[at] != '"') {
                    return at < limit;
                }
            } else if (b == '\n') {
                lineBreaks++;
            }
            append(b);
        }
        return false;
    }

    private void append(byte b) {
        if (textLength == text.length - TraceInput.SLACK_BYTES) {
            text = Arrays.copyOf(text, 2 * text.length);
        }
        text[textLength++] = b;
    }

    private void endField() {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = textLength;
    }

    /** Returns how many fields the row has: at least one. */
    int count() {
        return count;
    }

    /** Returns the array that holds all fields' text; valid until the next split. It may be read as far past a field as
     * the input's window past its limit. */
    byte[] text() {
        return text;
    }

    /** Returns where a field begins in {@link #text()}. */
    int start(int field) {
        return field == 0 ? 0 : ends[field - 1];
    }

    /** Returns where a field ends in {@link #text()}. */
    int end(int field) {
        return ends[field];
    }

    /** Returns where the split stopped: behind the row, or at what follows a closing quote. */
    int position() {
        return at;
    }

    /** Returns how many lines end in what was split, the row's own end included. */
    int lineBreaks() {
        return lineBreaks;
    }
}
