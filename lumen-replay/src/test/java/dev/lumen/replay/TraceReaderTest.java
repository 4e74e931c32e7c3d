package dev.lumen.replay;

import static dev.lumen.replay.TraceText.HEADER;
import static dev.lumen.replay.TraceText.HEADER_WITH_VERSION;
import static dev.lumen.replay.TraceText.gzip;
import static dev.lumen.replay.TraceText.open;
import static dev.lumen.replay.TraceText.openSkipping;
import static dev.lumen.replay.TraceText.rows;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the format allows. */
class TraceReaderTest {
    private static final List<Row> TWO_ROWS = List.of(new Row(5, 0, 10, 0), new Row(6, 1, 20, 1));

    @Test
    void rows_come_in_the_order_of_the_file() throws IOException {
        assertThat(rows(HEADER_WITH_VERSION + "5,a,10,0\n6,b,20,1\n")).isEqualTo(TWO_ROWS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version,size_bytes,key,timestamp_ms\n0,10,a,5\n1,20,b,6\n",
                "key,ttl_s,timestamp_ms,version,size_bytes\na,600,5,0,10\nb,,6,1,20\n",
                "size_bytes,version,timestamp_ms,key\n10,0,5,a\n20,1,6,b\n"
            })
    void the_header_may_name_the_columns_in_any_order(String text) throws IOException {
        assertThat(rows(text)).isEqualTo(TWO_ROWS);
    }

    @Test
    void names_in_the_header_may_stand_between_spaces_and_in_quotes() throws IOException {
        assertThat(rows(" timestamp_ms ,\"key\",size_bytes, version\n5,a,10,0\n6,b,20,1\n"))
                .isEqualTo(TWO_ROWS);
    }

    @Test
    void what_stands_in_ttl_s_is_not_looked_at() throws IOException {
        assertThat(rows("timestamp_ms,key,size_bytes,ttl_s\n5,a,10,ever\n6,b,20,\"1,5\"\n"))
                .containsExactly(new Row(5, 0, 10, 0), new Row(6, 1, 20, 0));
    }

    @Test
    void compressed_data_is_known_by_its_first_bytes_whatever_its_name() throws IOException {
        byte[] packed = gzip((HEADER_WITH_VERSION + "5,a,10,0\n6,b,20,1\n").getBytes(UTF_8));
        assertThat(rows(open(packed, BadRows.REFUSE))).isEqualTo(TWO_ROWS);
    }

    @Test
    void compressed_files_put_together_are_one_trace() throws IOException {
        byte[] first = gzip((HEADER_WITH_VERSION + "5,a,10,0\n").getBytes(UTF_8));
        byte[] second = gzip("6,b,20,1\n".getBytes(UTF_8));
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        assertThat(rows(open(both, BadRows.REFUSE))).isEqualTo(TWO_ROWS);
    }

    @Test
    void a_byte_order_mark_is_not_part_of_the_first_name() throws IOException {
        assertThat(rows("\ufeff" + HEADER_WITH_VERSION + "5,a,10,0\n6,b,20,1\n"))
                .isEqualTo(TWO_ROWS);
    }

    @Test
    void lines_may_end_in_carriage_return_and_line_feed() throws IOException {
        assertThat(rows((HEADER_WITH_VERSION + "5,a,10,0\n6,b,20,1\n").replace("\n", "\r\n")))
                .isEqualTo(TWO_ROWS);
    }

    @Test
    void a_carriage_return_does_not_become_part_of_a_key_at_the_end_of_the_row() throws IOException {
        assertThat(rows("timestamp_ms,size_bytes,key\r\n5,10,a\r\n6,10,a\n"))
                .extracting(Row::key)
                .containsExactly(0, 0);
    }

    @Test
    void the_last_row_needs_no_line_end() throws IOException {
        assertThat(rows(HEADER_WITH_VERSION + "5,a,10,0\n6,b,20,1")).isEqualTo(TWO_ROWS);
    }

    @Test
    void empty_lines_may_stand_at_the_end() throws IOException {
        assertThat(rows(HEADER_WITH_VERSION + "5,a,10,0\n6,b,20,1\n\n\r\n\n")).isEqualTo(TWO_ROWS);
    }

    @Test
    void a_header_alone_is_a_trace_without_rows() throws IOException {
        assertThat(rows(HEADER)).isEmpty();
    }

    @Test
    void a_header_without_a_line_end_is_a_trace_without_rows() throws IOException {
        assertThat(rows(HEADER.strip())).isEmpty();
    }

    @Test
    void keys_are_numbered_in_the_order_of_their_first_row() throws IOException {
        assertThat(rows(HEADER + "1,b,1\n2,a,1\n3,b,1\n4,c,1\n5,a,1\n"))
                .extracting(Row::key)
                .containsExactly(0, 1, 0, 2, 1);
    }

    @Test
    void a_quoted_key_equals_the_plain_one() throws IOException {
        assertThat(rows(HEADER + "1,\"a\",1\n2,a,1\n")).extracting(Row::key).containsExactly(0, 0);
    }

    @Test
    void a_quoted_key_may_hold_commas_quotes_and_line_ends() throws IOException {
        assertThat(rows(HEADER + "1,\"a,b\",1\n2,\"a\"\"b\",1\n3,\"a\nb\",1\n4,\"a,b\",1\n"))
                .extracting(Row::key)
                .containsExactly(0, 1, 2, 0);
    }

    @Test
    void a_quote_within_an_unquoted_key_is_plain_text() throws IOException {
        assertThat(rows(HEADER + "1,a\"b,1\n2,\"a\"\"b\",1\n"))
                .extracting(Row::key)
                .containsExactly(0, 0);
    }

    @Test
    void numbers_may_be_quoted() throws IOException {
        assertThat(rows(HEADER_WITH_VERSION + "\"5\",a,\"10\",\"0\"\n6,b,20,\"1\"\n"))
                .isEqualTo(TWO_ROWS);
    }

    @Test
    void numbers_reach_to_the_largest_long() throws IOException {
        long most = Long.MAX_VALUE;
        assertThat(rows(HEADER_WITH_VERSION + most + ",a," + most + "," + most + "\n"))
                .containsExactly(new Row(most, 0, most, most));
    }

    @Test
    void leading_zeros_mean_nothing() throws IOException {
        assertThat(rows(HEADER + "0000000000000000000000005,a,010\n")).containsExactly(new Row(5, 0, 10, 0));
    }

    @Test
    void keys_that_are_not_utf_8_are_told_apart_by_their_bytes() throws IOException {
        byte[] text = (HEADER + "1,\u00ff,1\n2,\u00fe,1\n3,\u00ff,1\n").getBytes(ISO_8859_1);
        assertThat(rows(open(text, BadRows.REFUSE))).extracting(Row::key).containsExactly(0, 1, 0);
    }

    @Test
    void keys_that_begin_alike_are_different_keys() throws IOException {
        assertThat(rows(HEADER + "1,1234567,1\n2,12345678,1\n3,123456789,1\n4,123456,1\n5,12345678,1\n"))
                .extracting(Row::key)
                .containsExactly(0, 1, 2, 3, 1);
    }

    @Test
    void a_zero_byte_at_the_end_makes_another_key() throws IOException {
        assertThat(rows(HEADER + "1,a,1\n2,a\u0000,1\n3,long-key,1\n4,long-key\u0000,1\n"))
                .extracting(Row::key)
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    void a_key_nearly_as_long_as_a_row_may_be_is_read() throws IOException {
        String key = "k".repeat(TraceInput.MAX_ROW_BYTES - 10);
        assertThat(rows(HEADER + "1," + key + ",1\n2," + key + ",1\n3," + key + "k,1\n"))
                .extracting(Row::key)
                .containsExactly(0, 0, 1);
    }

    @Test
    void a_stream_may_give_its_bytes_one_at_a_time() throws IOException {
        String text = HEADER_WITH_VERSION + "5,a,10,0\n6,\"b\n\n\",20,1\n";
        InputStream slow = new ByteArrayInputStream(text.getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1));
            }
        };
        assertThat(rows(TraceReader.open(slow, "slow", BadRows.REFUSE))).isEqualTo(TWO_ROWS);
    }

    @Test
    void a_row_up_to_a_minute_late_is_taken_at_the_latest_time() throws IOException {
        assertThat(rows(HEADER + "60000,a,1\n0,b,1\n60001,c,1\n"))
                .extracting(Row::timestampMillis)
                .containsExactly(60_000L, 60_000L, 60_001L);
    }

    @Test
    void late_rows_are_counted() throws IOException {
        TraceReader trace = open(HEADER + "60000,a,1\n0,b,1\n59999,c,1\n60000,d,1\n");
        rows(trace);
        assertThat(trace.lateRows()).isEqualTo(2);
    }

    @Test
    void a_late_row_does_not_set_back_the_time_that_others_are_held_against() throws IOException {
        TraceReader trace = openSkipping(HEADER + "100000,a,1\n40000,b,1\n39999,c,1\n");
        rows(trace);
        assertThat(trace.skippedRows()).isEqualTo(1);
    }

    @Test
    void without_a_version_column_versions_are_not_known() throws IOException {
        assertThat(open(HEADER).hasVersions()).isFalse();
    }

    @Test
    void with_a_version_column_versions_are_known() throws IOException {
        assertThat(open(HEADER_WITH_VERSION).hasVersions()).isTrue();
    }

    @Test
    void rows_and_keys_are_counted() throws IOException {
        TraceReader trace = open(HEADER + "1,a,1\n2,b,1\n3,a,1\n");
        rows(trace);
        assertThat(List.of(trace.rows(), (long) trace.distinctKeys())).containsExactly(3L, 2L);
    }

    @Test
    void equal_keys_have_equal_hashes_in_another_trace() throws IOException {
        TraceReader one = open(HEADER + "1,short,1\n");
        TraceReader other = open(HEADER + "1,some-longer-key,1\n1,\"short\",1\n");
        one.next();
        other.next();
        other.next();
        assertThat(one.keyHash()).isEqualTo(other.keyHash());
    }

    @Test
    void a_file_goes_by_its_name_without_the_directory(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("web.csv"), "nonsense");
        assertThatThrownBy(() -> TraceReader.open(file, BadRows.REFUSE))
                .isInstanceOfSatisfying(
                        TraceFormatException.class, e -> assertThat(e.source()).isEqualTo("web.csv"));
    }

    @Test
    void a_file_that_is_not_there_is_no_matter_of_format(@TempDir Path directory) {
        assertThatThrownBy(() -> TraceReader.open(directory.resolve("none.csv"), BadRows.REFUSE))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void closing_the_reader_closes_the_stream() throws IOException {
        boolean[] closed = {false};
        InputStream stream = new ByteArrayInputStream(HEADER.getBytes(UTF_8)) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        TraceReader.open(stream, "stream", BadRows.REFUSE).close();
        assertThat(closed[0]).isTrue();
    }
}
