package dev.lumen.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** The columns that a trace has, in the order of its header. */
final class TraceColumns {
    static final int TIMESTAMP = 0;
    static final int KEY = 1;
    static final int SIZE = 2;
    static final int TTL = 3;
    static final int VERSION = 4;

    private static final List<String> NAMES = List.of("timestamp_ms", "key", "size_bytes", "ttl_s", "version");
    private static final int MANDATORY = 3;
    private static final String EXPECTED = "timestamp_ms,key,size_bytes[,ttl_s][,version]";

    private final int[] kinds;
    private final boolean versions;

    private TraceColumns(int[] kinds, boolean versions) {
        this.kinds = kinds;
        this.versions = versions;
    }

    /**
     * Reads the header.
     *
     * @throws BadRowException if it is not one; the message says what is expected
     */
    static TraceColumns ofHeader(FieldSplitter header) throws BadRowException {
        int[] kinds = new int[header.count()];
        boolean[] seen = new boolean[NAMES.size()];
        for (int column = 0; column < kinds.length; column++) {
            int start = header.start(column);
            int end = header.end(column);
            String name = new String(header.text(), start, end - start, UTF_8).trim();
            int kind = NAMES.indexOf(name);
            if (kind < 0) {
                throw new BadRowException("unknown column " + Excerpt.quote(header.text(), start, end)
                        + " in the header, expected " + EXPECTED);
            }
            if (seen[kind]) {
                throw new BadRowException("column '" + name + "' stands twice in the header, expected " + EXPECTED);
            }
            seen[kind] = true;
            kinds[column] = kind;
        }
        for (int kind = 0; kind < MANDATORY; kind++) {
            if (!seen[kind]) {
                throw new BadRowException("the header lacks '" + NAMES.get(kind) + "', expected " + EXPECTED);
            }
        }
        return new TraceColumns(kinds, seen[VERSION]);
    }

    /** Returns the outcome of a file without even a header. */
    static BadRowException noHeader() {
        return new BadRowException("the trace is empty, expected the header " + EXPECTED);
    }

    static String name(int kind) {
        return NAMES.get(kind);
    }

    int count() {
        return kinds.length;
    }

    /** Returns what the column is: one of the constants here. */
    int kind(int column) {
        return kinds[column];
    }

    boolean hasVersions() {
        return versions;
    }
}
