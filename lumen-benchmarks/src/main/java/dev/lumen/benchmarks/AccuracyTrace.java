package dev.lumen.benchmarks;

import dev.lumen.replay.BadRows;
import dev.lumen.replay.TraceReader;
import dev.lumen.replay.TraceRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Accesses in memory, so that runs over them measure an estimator and not a parser. Not thread-safe while it grows.
 */
final class AccuracyTrace {
    private final String name;
    private long[] millis = new long[1024];
    private int[] keys = new int[1024];
    private long[] hashes = new long[1024];
    private long[] bytes = new long[1024];
    private long[] versions = new long[1024];
    private int length;

    AccuracyTrace(String name) {
        this.name = name;
    }

    static AccuracyTrace read(Path file) throws IOException {
        AccuracyTrace trace = new AccuracyTrace(nameOf(file));
        try (TraceReader reader = TraceReader.open(file, BadRows.REFUSE)) {
            while (reader.next()) {
                trace.add(
                        reader.timestampMillis(), reader.key(), reader.keyHash(), reader.sizeBytes(), reader.version());
            }
        }
        return trace;
    }

    /** A file's name up to its first dot. */
    static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    void add(long time, int key, long hash, long size, long version) {
        if (length == millis.length) {
            grow(length * 2);
        }
        millis[length] = time;
        keys[length] = key;
        hashes[length] = hash;
        bytes[length] = size;
        versions[length] = version;
        length++;
    }

    private void grow(int size) {
        millis = Arrays.copyOf(millis, size);
        keys = Arrays.copyOf(keys, size);
        hashes = Arrays.copyOf(hashes, size);
        bytes = Arrays.copyOf(bytes, size);
        versions = Arrays.copyOf(versions, size);
    }

    String name() {
        return name;
    }

    int length() {
        return length;
    }

    /** Milliseconds of an access on the trace's clock. */
    long millis(int access) {
        return millis[access];
    }

    /** A well-mixed hash of an access's key. */
    long hash(int access) {
        return hashes[access];
    }

    long bytes(int access) {
        return bytes[access];
    }

    int version(int access) {
        return (int) versions[access];
    }

    /** How many keys there are; they are numbered from 0. */
    int keys() {
        return Arrays.stream(keys, 0, length).max().orElse(-1) + 1;
    }

    /** The sum over keys of the largest size seen. */
    long footprint() {
        long[] largest = new long[keys()];
        for (int i = 0; i < length; i++) {
            largest[keys[i]] = Math.max(largest[keys[i]], bytes[i]);
        }
        return Arrays.stream(largest).sum();
    }

    /** A view of the trace that moves from access to access. */
    Cursor cursor() {
        return new Cursor();
    }

    /** Before the first access at first. */
    final class Cursor implements TraceRow {
        private int at = -1;

        boolean next() {
            at++;
            return at < length;
        }

        @Override
        public long timestampMillis() {
            return millis[at];
        }

        @Override
        public int key() {
            return keys[at];
        }

        @Override
        public long sizeBytes() {
            return bytes[at];
        }

        @Override
        public long version() {
            return versions[at];
        }
    }
}
