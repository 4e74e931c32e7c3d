package dev.lumen.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Traces written down in a test, and what a reader makes of them. */
final class TraceText {
    static final String NAME = "test.csv";
    static final String HEADER = "timestamp_ms,key,size_bytes\n";
    static final String HEADER_WITH_VERSION = "timestamp_ms,key,size_bytes,version\n";

    private TraceText() {}

    static TraceReader open(String text) throws IOException {
        return open(text.getBytes(UTF_8), BadRows.REFUSE);
    }

    static TraceReader openSkipping(String text) throws IOException {
        return open(text.getBytes(UTF_8), BadRows.SKIP);
    }

    static TraceReader open(byte[] bytes, BadRows badRows) throws IOException {
        return TraceReader.open(new ByteArrayInputStream(bytes), NAME, badRows);
    }

    /** Returns all rows of a trace, which must have no bad ones. */
    static List<Row> rows(String text) throws IOException {
        return rows(open(text));
    }

    static List<Row> rows(TraceReader trace) throws IOException {
        List<Row> rows = new ArrayList<>();
        while (trace.next()) {
            rows.add(new Row(trace.timestampMillis(), trace.key(), trace.sizeBytes(), trace.version()));
        }
        return rows;
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}
