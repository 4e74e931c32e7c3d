package dev.lumen.redis.monitor;

import dev.lumen.api.units.Require;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * A file that {@code redis-cli MONITOR > file} wrote, gzipped or not.
 *
 * @param lines how many there were, 0 or more
 * @param bad those of them that are no line of {@code MONITOR}, such as a last one that was cut off
 * @param accesses how many accesses they gave: commands on several keys give several, most commands none
 * @param bytes how long it is
 */
public record MonitorLog(long lines, long bad, long accesses, long bytes) {
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    /** Refuses negative counts. */
    public MonitorLog {
        Require.notNegative("lines", lines);
        Require.notNegative("bad lines", bad);
        Require.notNegative("accesses", accesses);
        Require.notNegative("bytes", bytes);
    }

    /**
     * Reads {@code file} from its beginning to its end, in constant room.
     *
     * @param accesses takes each access, in the order of the file, on this thread
     * @throws IOException if it cannot be read, or begins like a gzipped file and cannot be unpacked; what came before that
     *     has been handed on
     */
    public static MonitorLog read(Path file, Consumer<? super SeenAccess> accesses) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, accesses);
        }
    }

    /**
     * Reads {@code in} to its end; stays open.
     *
     * @param accesses takes each access, in the order of the stream, on this thread
     * @throws IOException if it cannot be read, or begins like a gzipped file and cannot be unpacked; what came before that
     *     has been handed on
     */
    public static MonitorLog read(InputStream in, Consumer<? super SeenAccess> accesses) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
        buffered.mark(2);
        boolean gzipped = buffered.read() == GZIP_FIRST && buffered.read() == GZIP_SECOND;
        buffered.reset();
        InputStream text = gzipped ? new GZIPInputStream(buffered, BUFFER) : buffered;
        MonitorParser parser = new MonitorParser(accesses);
        byte[] buffer = new byte[BUFFER];
        for (int count = text.read(buffer); count >= 0; count = text.read(buffer)) {
            parser.accept(buffer, count);
        }
        parser.end();
        return new MonitorLog(parser.lines(), parser.bad(), parser.seen(), parser.bytes());
    }
}
