package dev.lumen.replay;

import java.io.IOException;
import java.util.Arrays;

/**
 * Takes a trace's text apart into rows of checked values. It knows the columns and the lines; that rows belong together
 * (their order in time, their keys' numbers) is {@link TraceReader}'s.
 *
 * <p>There are two ways through a row. The plain one is a single pass for unquoted fields and numbers of up to 18 digits,
 * and gives up without a trace at anything else. The other splits first and looks at each field then; it alone decides
 * what is a bad row, and why.
 */
final class RowParser {
    /** A number of so many digits cannot overflow. */
    private static final int MAX_SAFE_DIGITS = 18;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final TraceInput input;
    private final FieldSplitter splitter = new FieldSplitter();
    private final TraceColumns columns;

    /** Where in the window the next row begins, and in which line. */
    private int position;

    private long nextLine = 1;
    private long line = 1;

    private long millis;
    private long sizeBytes;
    private long version;

    /** The array in which the key's bytes are: the window, or the splitter's text. */
    private byte[] keyBytes;

    private int keyFrom;
    private int keyTo;

    /** Reads the header. */
    RowParser(TraceInput input) throws IOException, BadRowException {
        this.input = input;
        keyBytes = input.bytes;
        if (!findRow()) {
            throw TraceColumns.noHeader();
        }
        skipByteOrderMark();
        split();
        columns = TraceColumns.ofHeader(splitter);
    }

    /**
     * Parses the next row.
     *
     * @return whether there is one
     * @throws BadRowException if it is bad; the next call goes on behind it
     */
    boolean next() throws IOException, BadRowException {
        if (!findRow()) {
            return false;
        }
        if (parsePlain()) {
            return true;
        }
        if (FieldSplitter.isLineEnd(input.bytes, position)) {
            return passEmptyLines();
        }
        parseSplit();
        return true;
    }

    /** Returns the line on which the row begins that the last call of {@link #next} parsed or found bad. */
    long line() {
        return line;
    }

    boolean hasVersions() {
        return columns.hasVersions();
    }

    long millis() {
        return millis;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    long version() {
        return version;
    }

    /** Returns the array that holds the key, with {@link TraceInput#SLACK_BYTES} behind it. */
    byte[] keyBytes() {
        return keyBytes;
    }

    int keyFrom() {
        return keyFrom;
    }

    int keyTo() {
        return keyTo;
    }

    private boolean findRow() throws IOException, BadRowException {
        line = nextLine;
        if (position < input.limit) {
            return true;
        }
        TraceInput.Filled filled = fill();
        if (filled == TraceInput.Filled.TOO_LONG) {
            nextLine++;
            String beginning = Excerpt.quote(input.bytes, 0, TraceInput.MAX_ROW_BYTES);
            position = input.skipLongLine(line);
            throw new BadRowException(
                    "the row is too long: " + beginning + ", allowed: at most " + TraceInput.MAX_ROW_BYTES + " bytes");
        }
        return filled == TraceInput.Filled.MORE;
    }

    private TraceInput.Filled fill() throws IOException {
        int from = position;
        position = 0;
        return input.fill(from, line);
    }

    /**
     * Reads on in a row that is not whole, until there is twice as much or the end: looking at it anew each time then
     * costs no more than its length, however small the pieces are in which the stream gives it.
     *
     * @return whether there is more than there was
     */
    private boolean fillTwice() throws IOException {
        int had = input.limit - position;
        TraceInput.Filled filled = fill();
        while (filled == TraceInput.Filled.MORE && input.limit < 2 * had) {
            filled = fill();
        }
        return input.limit > had;
    }

    private void skipByteOrderMark() {
        int length = BYTE_ORDER_MARK.length;
        if (input.limit > length && Arrays.equals(input.bytes, 0, length, BYTE_ORDER_MARK, 0, length)) {
            position = length;
        }
    }

    private boolean parsePlain() {
        byte[] bytes = input.bytes;
        int last = columns.count() - 1;
        int at = position;
        for (int column = 0; column <= last; column++) {
            int from = at;
            int kind = columns.kind(column);
            if (kind == TraceColumns.KEY || kind == TraceColumns.TTL) {
                at = plainTextEnd(bytes, from);
                if (kind == TraceColumns.KEY) {
                    if (at == from || bytes[from] == '"') {
                        return false;
                    }
                    keyFrom = from;
                    keyTo = at;
                } else if (bytes[from] == '"') {
                    return false;
                }
            } else {
                long number = 0;
                for (int digit = bytes[at] - '0'; digit >= 0 && digit <= 9; digit = bytes[at] - '0') {
                    number = 10 * number + digit;
                    at++;
                }
                if (at == from || at - from > MAX_SAFE_DIGITS) {
                    return false;
                }
                set(kind, number);
            }
            if (column < last) {
                if (bytes[at++] != ',') {
                    return false;
                }
            } else if (FieldSplitter.isLineEnd(bytes, at)) {
                at += bytes[at] == '\r' ? 2 : 1;
            } else {
                return false;
            }
        }
        keyBytes = bytes;
        position = at;
        nextLine++;
        return true;
    }

    private static int plainTextEnd(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != ',' && !FieldSplitter.isLineEnd(bytes, at)) {
            at++;
        }
        return at;
    }

    private void set(int kind, long number) {
        switch (kind) {
            case TraceColumns.TIMESTAMP -> millis = number;
            case TraceColumns.SIZE -> sizeBytes = number;
            default -> version = number;
        }
    }

    private boolean passEmptyLines() throws IOException, BadRowException {
        long firstEmpty = line;
        while (findRow() && FieldSplitter.isLineEnd(input.bytes, position)) {
            position = input.lineEnd(position);
            nextLine++;
        }
        boolean atEnd = position == input.limit;
        line = firstEmpty;
        if (!atEnd) {
            throw new BadRowException("an empty line stands between rows, allowed: at the end alone");
        }
        return false;
    }

    private void parseSplit() throws IOException, BadRowException {
        int from = split();
        if (splitter.count() != columns.count()) {
            throw new BadRowException("the row has " + splitter.count() + " columns, the header has " + columns.count()
                    + ": " + excerpt(from));
        }
        for (int column = 0; column < columns.count(); column++) {
            int kind = columns.kind(column);
            int start = splitter.start(column);
            int end = splitter.end(column);
            if (kind == TraceColumns.KEY) {
                if (start == end) {
                    throw new BadRowException("key is empty, allowed: any other text");
                }
                keyBytes = splitter.text();
                keyFrom = start;
                keyTo = end;
            } else if (kind != TraceColumns.TTL) {
                set(kind, number(kind, splitter.text(), start, end));
            }
        }
    }

    /** Splits the row at {@link #position} and moves behind it. Returns where in the window it began. */
    private int split() throws IOException, BadRowException {
        FieldSplitter.Split found = splitter.split(input.bytes, position, input.limit);
        while (found == FieldSplitter.Split.OPEN_QUOTE && fillTwice()) {
            found = splitter.split(input.bytes, position, input.limit);
        }
        int from = position;
        switch (found) {
            case ROW -> {
                position = splitter.position();
                nextLine += splitter.lineBreaks();
            }
            case OPEN_QUOTE -> {
                // Only this line is given up: the next one may well be a sound row.
                position = input.lineEnd(from);
                nextLine++;
                throw new BadRowException("a quote is not closed: " + excerpt(from));
            }
            case TEXT_BEHIND_QUOTE -> {
                position = input.lineEnd(splitter.position());
                nextLine += splitter.lineBreaks() + 1;
                throw new BadRowException("text follows a closing quote: " + excerpt(from));
            }
        }
        return from;
    }

    /** Quotes the row from {@code from} to {@link #position}, without its line end. */
    private String excerpt(int from) {
        int end = position - 1;
        return Excerpt.quote(input.bytes, from, end > from && input.bytes[end - 1] == '\r' ? end - 1 : end);
    }

    private static long number(int kind, byte[] text, int start, int end) throws BadRowException {
        boolean negative = start < end && text[start] == '-';
        int from = negative ? start + 1 : start;
        long number = 0;
        boolean overflow = false;
        for (int at = from; at < end; at++) {
            int digit = text[at] - '0';
            if (digit < 0 || digit > 9) {
                throw notAllowed(kind, text, start, end, "a whole number, 0 or more");
            }
            overflow |= number > (Long.MAX_VALUE - digit) / 10;
            number = 10 * number + digit;
        }
        if (from == end) {
            throw notAllowed(kind, text, start, end, "a whole number, 0 or more");
        }
        if (negative) {
            throw notAllowed(kind, text, start, end, "0 or more");
        }
        if (overflow) {
            throw notAllowed(kind, text, start, end, "at most " + Long.MAX_VALUE);
        }
        return number;
    }

    private static BadRowException notAllowed(int kind, byte[] text, int start, int end, String allowed) {
        String name = TraceColumns.name(kind);
        return new BadRowException(name + " is " + Excerpt.quote(text, start, end) + ", allowed: " + allowed);
    }
}
