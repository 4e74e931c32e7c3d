package dev.lumen.benchmarks.acting;

import dev.lumen.replay.BadRows;
import dev.lumen.replay.TraceReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Those of a trace, from time 0 on. */
final class TraceRequests implements Requests, AutoCloseable {
    private final TraceReader trace;
    private final long origin;
    private boolean over;

    TraceRequests(Path file) throws IOException {
        trace = TraceReader.open(file, BadRows.REFUSE);
        over = !trace.next();
        origin = over ? 0 : trace.timestampMillis();
    }

    boolean isOver() {
        return over;
    }

    @Override
    public void readUntil(long end, Reader reader) {
        try {
            while (!over && trace.timestampMillis() - origin < end) {
                reader.read(trace.timestampMillis() - origin, trace.key(), trace.sizeBytes());
                over = !trace.next();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        trace.close();
    }
}
