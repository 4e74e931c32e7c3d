package dev.lumen.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A trace decoded once, to be replayed many times. */
final class DecodedTrace {
    private long[] millis = new long[1 << 16];
    private int[] keys = new int[1 << 16];
    private long[] sizes = new long[1 << 16];
    private long[] versions = new long[1 << 16];
    private int rows;

    static DecodedTrace of(Path file) throws IOException {
        DecodedTrace decoded = new DecodedTrace();
        try (TraceReader trace = TraceReader.open(file, BadRows.REFUSE)) {
            while (trace.next()) {
                decoded.add(trace);
            }
        }
        return decoded;
    }

    private void add(TraceRow row) {
        if (rows == keys.length) {
            millis = Arrays.copyOf(millis, 2 * rows);
            keys = Arrays.copyOf(keys, 2 * rows);
            sizes = Arrays.copyOf(sizes, 2 * rows);
            versions = Arrays.copyOf(versions, 2 * rows);
        }
        millis[rows] = row.timestampMillis();
        keys[rows] = row.key();
        sizes[rows] = row.sizeBytes();
        versions[rows] = row.version();
        rows++;
    }

    /** Puts all rows through the cache. */
    CacheCounters replay(ReferenceCache cache) {
        Cursor cursor = new Cursor();
        for (cursor.row = 0; cursor.row < rows; cursor.row++) {
            cache.access(cursor);
        }
        return cache.counters();
    }

    private final class Cursor implements TraceRow {
        private int row;

        @Override
        public long timestampMillis() {
            return millis[row];
        }

        @Override
        public int key() {
            return keys[row];
        }

        @Override
        public long sizeBytes() {
            return sizes[row];
        }

        @Override
        public long version() {
            return versions[row];
        }
    }
}
