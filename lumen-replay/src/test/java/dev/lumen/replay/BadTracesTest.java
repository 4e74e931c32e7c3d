package dev.lumen.replay;

import static dev.lumen.replay.TraceText.HEADER;
import static dev.lumen.replay.TraceText.gzip;
import static dev.lumen.replay.TraceText.open;
import static dev.lumen.replay.TraceText.openSkipping;
import static dev.lumen.replay.TraceText.rows;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the format does not allow, and what is said about it. */
class BadTracesTest {
    private static final String GOOD = "5,a,10\n";

    private static Stream<Arguments> badHeaders() {
        String expected = ", expected timestamp_ms,key,size_bytes[,ttl_s][,version]";
        return Stream.of(
                arguments("", "the trace is empty, expected the header timestamp_ms,key,size_bytes[,ttl_s][,version]"),
                arguments("timestamp_ms,key\n", "the header lacks 'size_bytes'" + expected),
                arguments("key,size_bytes\n1,2\n", "the header lacks 'timestamp_ms'" + expected),
                arguments("timestamp_ms,key,size_bytes,cost\n", "unknown column 'cost' in the header" + expected),
                arguments("Timestamp_ms,key,size_bytes\n", "unknown column 'Timestamp_ms' in the header" + expected),
                arguments("timestamp_ms,key,size_bytes,\n", "unknown column '' in the header" + expected),
                arguments(
                        "timestamp_ms;key;size_bytes\n",
                        "unknown column 'timestamp_ms;key;size_bytes' in the header" + expected),
                arguments("timestamp_ms,key,size_bytes,key\n", "column 'key' stands twice in the header" + expected),
                arguments("1,a,10\n", "unknown column '1' in the header" + expected),
                arguments("\n" + HEADER, "unknown column '' in the header" + expected));
    }

    @ParameterizedTest
    @MethodSource("badHeaders")
    void a_bad_header_is_refused_with_what_is_expected(String text, String reason) {
        assertThatThrownBy(() -> open(text))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage("test.csv:1: " + reason);
    }

    @ParameterizedTest
    @MethodSource("badHeaders")
    void a_bad_header_is_no_row_to_be_skipped(String text, String reason) {
        assertThatThrownBy(() -> openSkipping(text)).hasMessageEndingWith(reason);
    }

    private static Stream<Arguments> badRows() {
        return Stream.of(
                arguments("x,a,10", "timestamp_ms is 'x', allowed: a whole number, 0 or more"),
                arguments(",a,10", "timestamp_ms is '', allowed: a whole number, 0 or more"),
                arguments("5.5,a,10", "timestamp_ms is '5.5', allowed: a whole number, 0 or more"),
                arguments(" 5,a,10", "timestamp_ms is ' 5', allowed: a whole number, 0 or more"),
                arguments("+5,a,10", "timestamp_ms is '+5', allowed: a whole number, 0 or more"),
                arguments("-,a,10", "timestamp_ms is '-', allowed: a whole number, 0 or more"),
                arguments("5,a,1e3", "size_bytes is '1e3', allowed: a whole number, 0 or more"),
                arguments("5,a,NaN", "size_bytes is 'NaN', allowed: a whole number, 0 or more"),
                arguments("5,a,1\r0", "size_bytes is '1?0', allowed: a whole number, 0 or more"),
                arguments("-1,a,10", "timestamp_ms is '-1', allowed: 0 or more"),
                arguments("5,a,-10", "size_bytes is '-10', allowed: 0 or more"),
                arguments(
                        "9223372036854775808,a,10",
                        "timestamp_ms is '9223372036854775808', allowed: at most 9223372036854775807"),
                arguments(
                        "5,a,18446744073709551617",
                        "size_bytes is '18446744073709551617', allowed: at most 9223372036854775807"),
                arguments(
                        "5,a,99999999999999999999999999999999999999999999",
                        "size_bytes is '9999999999999999999999999999999999999999…', allowed: at most 9223372036854775807"),
                arguments("5,,10", "key is empty, allowed: any other text"),
                arguments("5,\"\",10", "key is empty, allowed: any other text"),
                arguments("5,a", "the row has 2 columns, the header has 3: '5,a'"),
                arguments("5,a,10,0", "the row has 4 columns, the header has 3: '5,a,10,0'"),
                arguments("5,\"a\"b,10", "text follows a closing quote: '5,\"a\"b,10'"),
                arguments("5,\u001b[31m,x", "size_bytes is 'x', allowed: a whole number, 0 or more"));
    }

    @ParameterizedTest
    @MethodSource("badRows")
    void a_bad_row_is_refused_with_file_line_value_and_what_is_allowed(String row, String reason) {
        assertThatThrownBy(() -> rows(HEADER + GOOD + row + "\n" + GOOD))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage("test.csv:3: " + reason);
    }

    @ParameterizedTest
    @MethodSource("badRows")
    void a_bad_row_can_be_skipped_and_what_follows_it_read(String row, String reason) throws IOException {
        assertThat(rows(openSkipping(HEADER + GOOD + row + "\n" + GOOD)))
                .as(reason)
                .containsExactly(new Row(5, 0, 10, 0), new Row(5, 0, 10, 0));
    }

    @Test
    void skipped_rows_are_counted() throws IOException {
        TraceReader trace = openSkipping(HEADER + GOOD + "x,a,10\n" + GOOD + "5,a\n5,,1\n" + GOOD);
        rows(trace);
        assertThat(trace.skippedRows()).isEqualTo(3);
    }

    @Test
    void rows_that_were_skipped_are_not_counted_as_rows() throws IOException {
        TraceReader trace = openSkipping(HEADER + GOOD + "x,a,10\n" + GOOD);
        rows(trace);
        assertThat(trace.rows()).isEqualTo(2);
    }

    @Test
    void a_skipped_row_leaves_no_key_behind() throws IOException {
        TraceReader trace = openSkipping(HEADER + "100000,a,1\n1,b,1\n100000,c,x\n");
        rows(trace);
        assertThat(trace.distinctKeys()).isEqualTo(1);
    }

    @Test
    void a_row_more_than_a_minute_late_is_refused_with_how_late_it_is() {
        assertThatThrownBy(() -> rows(HEADER + "60001,a,1\n0,b,1\n"))
                .hasMessage("test.csv:3: timestamp_ms is '0', 60001 ms before the latest seen, allowed: at most 60000"
                        + " ms late");
    }

    @Test
    void an_empty_line_between_rows_is_refused() {
        assertThatThrownBy(() -> rows(HEADER + GOOD + "\n\r\n" + GOOD))
                .hasMessage("test.csv:3: an empty line stands between rows, allowed: at the end alone");
    }

    @Test
    void a_run_of_empty_lines_is_skipped_as_one_bad_row() throws IOException {
        TraceReader trace = openSkipping(HEADER + GOOD + "\n\n\n" + GOOD);
        rows(trace);
        assertThat(trace.skippedRows()).isEqualTo(1);
    }

    @Test
    void lines_within_quotes_count_for_the_line_of_what_follows() {
        assertThatThrownBy(() -> rows(HEADER + "5,\"a\nb\nc\",10\nx,a,10\n")).hasMessageStartingWith("test.csv:5: ");
    }

    @Test
    void a_quote_that_is_never_closed_is_refused_where_it_opens() {
        assertThatThrownBy(() -> rows(HEADER + GOOD + "5,\"a,10\n" + GOOD.repeat(3)))
                .hasMessage("test.csv:3: a quote is not closed: '5,\"a,10'");
    }

    @Test
    void behind_a_quote_that_is_never_closed_only_its_line_is_skipped() throws IOException {
        TraceReader trace = openSkipping(HEADER + "5,\"a,10\n" + GOOD.repeat(300_000));
        rows(trace);
        assertThat(trace.rows()).isEqualTo(300_000);
    }

    private static Stream<Arguments> longRows() {
        String text = "k".repeat(TraceInput.MAX_ROW_BYTES);
        String number = "9".repeat(3 * TraceInput.MAX_ROW_BYTES);
        return Stream.of(
                arguments(named("a key", "5," + text + ",10"), "'5,kkkkkkkk"),
                arguments(named("a number", "5,a," + number), "'5,a,9999"),
                arguments(named("columns", ",".repeat(TraceInput.MAX_ROW_BYTES)), "',,,,,,"));
    }

    @ParameterizedTest
    @MethodSource("longRows")
    void a_row_longer_than_a_megabyte_is_refused_with_how_it_begins(String row, String beginning) {
        assertThatThrownBy(() -> rows(HEADER + GOOD + row + "\n" + GOOD))
                .hasMessageStartingWith("test.csv:3: the row is too long: " + beginning)
                .hasMessageEndingWith("…', allowed: at most 1048576 bytes");
    }

    @ParameterizedTest
    @MethodSource("longRows")
    void a_row_longer_than_a_megabyte_can_be_skipped(String row, String beginning) throws IOException {
        TraceReader trace = openSkipping(HEADER + GOOD + row + "\n" + GOOD + "x\n");
        rows(trace);
        assertThat(trace.rows()).as(beginning).isEqualTo(2);
    }

    @Test
    void a_row_longer_than_a_megabyte_can_be_the_last() throws IOException {
        TraceReader trace = openSkipping(HEADER + GOOD + "k".repeat(2 * TraceInput.MAX_ROW_BYTES));
        rows(trace);
        assertThat(trace.skippedRows()).isEqualTo(1);
    }

    @Test
    void a_quoted_key_longer_than_a_megabyte_is_an_open_quote() {
        assertThatThrownBy(() -> rows(HEADER + "5,\"" + "k\n".repeat(TraceInput.MAX_ROW_BYTES) + "\",10\n"))
                .hasMessage("test.csv:2: a quote is not closed: '5,\"k'");
    }

    @Test
    void a_header_longer_than_a_megabyte_is_refused() {
        assertThatThrownBy(() -> open("k".repeat(2 * TraceInput.MAX_ROW_BYTES)))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageStartingWith("test.csv:1: the row is too long");
    }

    @Test
    void compressed_data_that_is_cut_short_is_refused_at_the_line_reached() throws IOException {
        byte[] packed = gzip((HEADER + GOOD).getBytes(UTF_8));
        byte[] cut = Arrays.copyOf(packed, packed.length - 4);
        assertThatThrownBy(() -> rows(open(cut, BadRows.REFUSE)))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage("test.csv:3: the compressed data is cut short");
    }

    @Test
    void compressed_data_that_is_cut_short_is_no_row_to_be_skipped() throws IOException {
        byte[] packed = gzip((HEADER + GOOD).getBytes(UTF_8));
        byte[] cut = Arrays.copyOf(packed, packed.length - 4);
        assertThatThrownBy(() -> rows(open(cut, BadRows.SKIP))).hasMessageContaining("cut short");
    }

    @Test
    void compressed_data_without_even_its_header_is_refused() {
        assertThatThrownBy(() -> open(new byte[] {0x1f, (byte) 0x8b}, BadRows.REFUSE))
                .hasMessage("test.csv:1: the compressed data is cut short");
    }

    @Test
    void compressed_data_that_does_not_fit_its_checksum_is_refused() throws IOException {
        byte[] packed = gzip((HEADER + GOOD).getBytes(UTF_8));
        packed[packed.length - 8]++;
        assertThatThrownBy(() -> rows(open(packed, BadRows.REFUSE)))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("the compressed data is corrupt");
    }

    @Test
    void a_message_holds_no_control_character() {
        assertThatThrownBy(() -> rows(HEADER + "\u001b[2J\u0007,a,10\n"))
                .hasMessage("test.csv:2: timestamp_ms is '?[2J?', allowed: a whole number, 0 or more");
    }

    @Test
    void the_exception_has_file_line_and_reason_apart() {
        assertThatThrownBy(() -> rows(HEADER + "5,,1\n"))
                .isInstanceOfSatisfying(
                        TraceFormatException.class,
                        e -> assertThat(e.source() + "|" + e.line() + "|" + e.reason())
                                .isEqualTo("test.csv|2|key is empty, allowed: any other text"));
    }
}
