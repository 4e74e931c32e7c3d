package dev.lumen.replay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.lumen.api.units.ByteSize;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That memory grows with the distinct keys and not with the rows. */
class TraceStreamingTest {
    private static final int KEYS = 5_000;
    private static final int FEW_ROWS = 100_000;
    private static final int MANY_ROWS = 3_000_000;

    /** Far less than a byte a row, and more than a JVM does on its own account in the thread. */
    private static final long NEXT_TO_NOTHING = 256 << 10;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void reading_thirty_times_the_rows_allocates_no_more() throws IOException {
        readAll(MANY_ROWS);
        long few = allocatedBy(() -> readAll(FEW_ROWS));
        long many = allocatedBy(() -> readAll(MANY_ROWS));
        assertThat(many - few).isLessThan(NEXT_TO_NOTHING);
    }

    @Test
    void replaying_thirty_times_the_rows_in_one_window_allocates_no_more() throws IOException {
        replayAll(MANY_ROWS);
        long few = allocatedBy(() -> replayAll(FEW_ROWS));
        long many = allocatedBy(() -> replayAll(MANY_ROWS));
        assertThat(many - few).isLessThan(NEXT_TO_NOTHING);
    }

    @Test
    void a_stream_is_not_read_far_ahead_of_the_row_that_is_shown() throws IOException {
        MadeTrace stream = new MadeTrace(MANY_ROWS);
        TraceReader trace = TraceReader.open(stream, "made", BadRows.REFUSE);
        trace.next();
        assertThat(stream.given).isLessThan(FEW_ROWS);
    }

    private static void readAll(int rows) throws IOException {
        try (TraceReader trace = TraceReader.open(new MadeTrace(rows), "made", BadRows.REFUSE)) {
            int seen = 0;
            while (trace.next()) {
                seen++;
            }
            assertThat(seen).isEqualTo(rows);
        }
    }

    private static void replayAll(int rows) throws IOException {
        ReplaySettings settings = new ReplaySettings(
                Optional.of(Duration.ofSeconds(2)),
                Optional.of(ByteSize.ofBytes(100_000)),
                Duration.ofDays(100),
                new ReplayPrices(1, 1, 1),
                new ReplaySettings.Fixed());
        try (TraceReader trace = TraceReader.open(new MadeTrace(rows), "made", BadRows.REFUSE)) {
            assertThat(Replay.run(trace, settings, window -> {}).counters().requests())
                    .isEqualTo(rows);
        }
    }

    private long allocatedBy(Reading reading) throws IOException {
        long before = threads.getCurrentThreadAllocatedBytes();
        reading.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private interface Reading {
        void run() throws IOException;
    }

    /** A trace that comes into being as it is read, without an allocation of its own; the keys go round. */
    private static final class MadeTrace extends InputStream {
        private static final int ROW_BYTES = 32;

        private final byte[] row = "0000000000000,long-key-0000,100\n".getBytes(US_ASCII);
        private final byte[] header = TraceText.HEADER.getBytes(US_ASCII);
        private final int rows;
        private int headerAt;
        private int rowAt = ROW_BYTES;
        private int given;

        MadeTrace(int rows) {
            this.rows = rows;
        }

        @Override
        public int read() {
            if (headerAt < header.length) {
                return header[headerAt++];
            }
            if (rowAt == ROW_BYTES) {
                if (given == rows) {
                    return -1;
                }
                write(given, 0, 13);
                write(given % KEYS, 23, 27);
                given++;
                rowAt = 0;
            }
            return row[rowAt++];
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = 0;
            for (int next = 0; count < length && (next = read()) >= 0; count++) {
                target[offset + count] = (byte) next;
            }
            return count == 0 && length > 0 ? -1 : count;
        }

        private void write(int number, int from, int to) {
            int rest = number;
            for (int at = to - 1; at >= from; at--) {
                row[at] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }
    }
}
