package dev.lumen.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Traces that somebody has damaged, from fixed seeds. Whatever comes in, there is an end to it, the only exception is
 * {@link TraceFormatException}, and nothing grows beyond what the input could ask for.
 */
@Tag("any-jdk")
class TraceFuzzTest {
    private static final int TRACES = 20_000;
    private static final Duration FAR_TOO_LONG = Duration.ofMinutes(2);

    /** The window, its copies and the tables at their first size, many times over; a megabyte-long row doubles it. */
    private static final long MOST_BYTES_ALLOCATED = 16L << 20;

    /** What breaks parsers, besides any byte at all. */
    private static final String[] NASTY = {
        "\"",
        "\"\"",
        ",",
        "\n",
        "\r",
        "\r\n",
        "\n\n",
        "-",
        "\u0000",
        "\ufeff",
        "9223372036854775808",
        "1e9",
        "\u001f\u008b"
    };

    private static byte[] soundTrace(Random random) {
        StringBuilder text = new StringBuilder("timestamp_ms,key,size_bytes,ttl_s,version\n");
        long millis = random.nextInt(1000);
        int rows = random.nextInt(40);
        for (int row = 0; row < rows; row++) {
            millis += random.nextInt(70_000);
            String key = random.nextInt(4) == 0 ? "\"a,\"\"b\n" + random.nextInt(9) + '"' : "key-" + random.nextInt(9);
            text.append(millis).append(',').append(key).append(',').append(random.nextInt(5000));
            text.append(',').append(random.nextInt(900)).append(',').append(row / 5);
            text.append(random.nextBoolean() ? "\n" : "\r\n");
        }
        return text.toString().getBytes(UTF_8);
    }

    private static byte[] damaged(byte[] sound, Random random) {
        byte[] bytes = sound;
        for (int damage = random.nextInt(6); damage > 0; damage--) {
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(Math.min(bytes.length - from, 30) + 1);
            bytes = replaced(bytes, from, to, replacement(bytes, random));
        }
        return bytes;
    }

    private static byte[] replacement(byte[] bytes, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new byte[0];
            case 1 -> anyBytes(random);
            case 2 -> {
                int from = random.nextInt(bytes.length + 1);
                yield Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 60));
            }
            default -> NASTY[random.nextInt(NASTY.length)].getBytes(UTF_8);
        };
    }

    private static byte[] anyBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(9)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] with) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.write(bytes, 0, from);
        result.writeBytes(with);
        result.write(bytes, to, bytes.length - to);
        return result.toByteArray();
    }

    private static byte[] trace(int seed) throws IOException {
        Random random = new Random(seed);
        byte[] text = damaged(soundTrace(random), random);
        return random.nextInt(4) == 0 ? damaged(TraceText.gzip(text), random) : text;
    }

    /** Reads to the end or the first exception, which must be the one that is declared, and counts rows of both kinds. */
    private static long read(byte[] bytes, BadRows badRows) throws IOException {
        try (TraceReader trace = TraceText.open(bytes, badRows)) {
            long latest = 0;
            while (trace.next()) {
                assertThat(trace.timestampMillis()).isGreaterThanOrEqualTo(latest);
                assertThat(trace.key()).isBetween(0, trace.distinctKeys() - 1);
                assertThat(trace.sizeBytes()).isNotNegative();
                assertThat(trace.version()).isNotNegative();
                latest = trace.timestampMillis();
            }
            return trace.rows() + trace.skippedRows();
        } catch (TraceFormatException e) {
            assertThat(e.line()).isPositive();
            return 0;
        }
    }

    @Test
    void a_damaged_trace_is_read_or_refused_as_a_trace() {
        Assertions.assertTimeoutPreemptively(FAR_TOO_LONG, () -> {
            for (int seed = 0; seed < TRACES; seed++) {
                read(trace(seed), BadRows.REFUSE);
            }
        });
    }

    @Test
    void skipping_the_bad_rows_of_a_damaged_trace_comes_to_an_end_with_no_more_rows_than_lines() {
        Assertions.assertTimeoutPreemptively(FAR_TOO_LONG, () -> {
            for (int seed = 0; seed < TRACES; seed++) {
                byte[] bytes = trace(seed);
                long lines =
                        new String(bytes, UTF_8).chars().filter(c -> c == '\n').count() + 1;
                long rows = read(bytes, BadRows.SKIP);
                boolean compressed = bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
                assertThat(compressed || rows <= lines).as("seed %s", seed).isTrue();
            }
        });
    }

    @Test
    void what_a_skipping_reader_reads_of_a_damaged_trace_includes_what_a_strict_one_reads() throws IOException {
        for (int seed = 0; seed < TRACES / 10; seed++) {
            byte[] bytes = trace(seed);
            long strict = read(bytes, BadRows.REFUSE);
            if (strict > 0) {
                assertThat(read(bytes, BadRows.SKIP)).as("seed %s", seed).isEqualTo(strict);
            }
        }
    }

    @Test
    void a_damaged_trace_makes_no_huge_array() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int seed = 0; seed < TRACES / 10; seed++) {
            byte[] bytes = trace(seed);
            long before = threads.getCurrentThreadAllocatedBytes();
            read(bytes, BadRows.SKIP);
            assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                    .as("seed %s", seed)
                    .isLessThan(MOST_BYTES_ALLOCATED);
        }
    }

    @Test
    void a_long_quoted_key_that_comes_byte_by_byte_is_not_looked_at_anew_for_each() {
        byte[] text =
                (TraceText.HEADER + "5,\"" + "\n".repeat(TraceInput.MAX_ROW_BYTES - 100) + "\",10\n").getBytes(UTF_8);
        InputStream slow = new ByteArrayInputStream(text) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1));
            }
        };
        Assertions.assertTimeoutPreemptively(
                FAR_TOO_LONG,
                () -> assertThat(TraceText.rows(TraceReader.open(slow, "slow", BadRows.REFUSE)))
                        .hasSize(1));
    }

    @Test
    void quotes_that_are_never_closed_cost_no_more_than_a_look_at_each_byte_some_times_over() {
        byte[] line = "5,\"a\n".getBytes(UTF_8);
        byte[] filler = "5,a,10\n".repeat(200_000).getBytes(UTF_8);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(TraceText.HEADER.getBytes(UTF_8));
        for (int block = 0; block < 8; block++) {
            text.writeBytes(line);
            text.writeBytes(filler);
        }
        Assertions.assertTimeoutPreemptively(
                FAR_TOO_LONG,
                () -> assertThat(read(text.toByteArray(), BadRows.SKIP)).isPositive());
    }
}
