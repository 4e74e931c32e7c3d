package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayCommandTest {
    private static final int ROWS = 20_000;
    private static final String HEADER = "timestamp_ms,key,size_bytes,version\n";

    @TempDir
    Path directory;

    private Path trace;

    /** Ten reads a second of 3,000 keys, some hotter than others, whose content changes every quarter of an hour. */
    @BeforeEach
    void write_a_trace() throws IOException {
        Random random = new Random(42);
        StringBuilder rows = new StringBuilder(HEADER);
        for (int i = 0; i < ROWS; i++) {
            long millis = 100L * i;
            int key = (int) (3000 * Math.pow(random.nextDouble(), 3));
            rows.append(millis)
                    .append(',')
                    .append(key)
                    .append(",1000,")
                    .append(millis / 900_000)
                    .append('\n');
        }
        trace = file("web.csv", rows.toString());
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private Outcome replay(String options) {
        return replay(trace, options);
    }

    private static Outcome replay(Path file, String options) {
        return Outcome.of(Stream.concat(
                        Stream.of("replay", file.toString()),
                        Stream.of(options.split(" ")).filter(word -> !word.isEmpty()))
                .toArray(String[]::new));
    }

    @Test
    void the_summary_has_the_names_of_the_spec_in_its_order() {
        List<String> names = new ArrayList<>();
        replay("--format json").json().fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(
                        "requests",
                        "hits",
                        "hitRatio",
                        "staleHits",
                        "apiCostUsd",
                        "memoryCostUsd",
                        "staleCostUsd",
                        "totalCostUsd",
                        "ttlChanges",
                        "sizeChanges",
                        "finalTtlSeconds",
                        "finalSizeBytes");
    }

    @Test
    void costs_are_as_the_spec_counts_them() {
        JsonNode all = replay("--policy fixed --ttl 2m --size 1MB --api-cost 0.5 --memory-cost 73 --stale-cost 0.25"
                        + " --format json")
                .json();
        double misses = all.path("requests").longValue() - all.path("hits").longValue();
        double hours = 100.0 * (ROWS - 1) / 3_600_000;
        assertThat(all.path("apiCostUsd").doubleValue()).isCloseTo(misses * 0.5, within(1e-9));
        assertThat(all.path("memoryCostUsd").doubleValue()).isCloseTo(hours / 730 * 73, within(1e-9));
        assertThat(all.path("staleCostUsd").doubleValue())
                .isCloseTo(all.path("staleHits").longValue() * 0.25, within(1e-9));
        assertThat(all.path("staleHits").longValue()).isPositive();
        assertThat(all.path("totalCostUsd").doubleValue())
                .isEqualTo(all.path("apiCostUsd").doubleValue()
                        + all.path("memoryCostUsd").doubleValue()
                        + all.path("staleCostUsd").doubleValue());
    }

    @Test
    void the_hit_ratio_is_printed_in_full_precision() {
        JsonNode all = replay("--policy fixed --format json").json();
        assertThat(all.path("hitRatio").doubleValue())
                .isEqualTo((double) all.path("hits").longValue()
                        / all.path("requests").longValue());
    }

    @Test
    void without_limits_infinity_is_a_word_and_what_cannot_be_priced_is_absent() {
        JsonNode all =
                replay("--policy fixed --ttl inf --size inf --format json").json();
        assertThat(all.path("finalTtlSeconds").textValue()).isEqualTo("inf");
        assertThat(all.path("finalSizeBytes").textValue()).isEqualTo("inf");
        assertThat(all.has("memoryCostUsd")).isFalse();
        assertThat(all.has("totalCostUsd")).isFalse();
    }

    @Test
    void a_trace_without_rows_has_no_hit_ratio() throws IOException {
        Path empty = file("empty.csv", HEADER);
        assertThat(replay(empty, "--format json").json().has("hitRatio")).isFalse();
        assertThat(replay(empty, "").out()).contains("there were no requests");
        assertThat(replay(empty, "--format csv").out().lines()).hasSize(1);
    }

    @Test
    void csv_has_the_header_of_the_spec_and_a_row_for_each_window() {
        Outcome outcome = replay("--format csv");
        List<String> lines = outcome.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("window_start_ms,requests,hits,stale_hits,ttl_s,size_bytes,action,cost_usd");
        assertThat(lines).hasSize(1 + 7);
        assertThat(lines.get(1)).matches("0,3000,\\d+,\\d+,300,67108864,[A-Z_]+,\\d+\\.\\d+");
        assertThat(lines.get(2)).startsWith("300000,3000,");
        assertThat(outcome.out()).doesNotContain("\r");
    }

    @Test
    void csv_writes_infinity_as_inf_and_leaves_its_price_empty() {
        assertThat(replay("--policy fixed --ttl inf --size inf --window 1h --format csv")
                        .out()
                        .lines()
                        .skip(1))
                .singleElement()
                .asString()
                .endsWith(",inf,inf,MAINTAIN,");
    }

    @Test
    void the_rules_move_the_ttl_alone_where_they_are_told_to() {
        JsonNode all =
                replay("--policy rules --adjust ttl --size 10MB --format json").json();
        assertThat(all.path("ttlChanges").intValue()).isPositive();
        assertThat(all.path("sizeChanges").intValue()).isZero();
        assertThat(all.path("finalTtlSeconds").intValue()).isGreaterThan(300);
        assertThat(all.path("finalSizeBytes").longValue()).isEqualTo(10 << 20);
    }

    @Test
    void equal_bounds_hold_a_lever_where_it_is() {
        JsonNode all = replay("--ttl 300s --min-ttl 300s --max-ttl 300s --size 1MB --min-size 1MB --max-size 1MB"
                        + " --format json")
                .json();
        assertThat(all.path("ttlChanges").intValue()).isZero();
        assertThat(all.path("sizeChanges").intValue()).isZero();
    }

    @Test
    void text_shows_the_windows_and_where_ttl_and_size_went() {
        Outcome outcome = replay("--policy rules --size 10MB");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains("Windows of 300 s", "INCREASE_TTL", "300 s → ", "Cost:", "20,000", "0:05:00");
    }

    @Test
    void a_row_shows_what_was_in_force_when_it_began_and_the_next_what_came_of_it() {
        String out =
                replay("--policy rules --adjust ttl --size 10MB --window 1m").out();
        assertThat(out).contains("2 to a row", "in force at a row's start", "done by its end");
        List<MatchResult> rows = Pattern.compile(
                        "^ +\\d+:\\d\\d:\\d\\d +[\\d,]+ +[\\d.]+ % +(\\d+ s)(.*)$", Pattern.MULTILINE)
                .matcher(out)
                .results()
                .toList();
        assertThat(rows.get(0).group(1)).isEqualTo("300 s");
        for (int i = 1; i < rows.size(); i++) {
            boolean changed = !rows.get(i).group(1).equals(rows.get(i - 1).group(1));
            assertThat(changed).isEqualTo(rows.get(i - 1).group(2).contains("INCREASE_TTL"));
        }
    }

    @Test
    void help_says_what_the_columns_mean_and_what_has_no_price() {
        assertThat(Outcome.of("replay", "--help").out())
                .contains("window_start_ms,requests,hits,stale_hits,ttl_s,size_bytes,action,cost_usd")
                .contains("in force from the window's start", "With --size inf memory has no price", "141");
    }

    @Test
    void many_windows_share_rows_and_lose_no_request() {
        String out = replay("--window 1s").out();
        assertThat(out).contains("Windows of 1 s, 128 to a row");
        long requests = Pattern.compile("^ +\\d+:\\d\\d:\\d\\d +([\\d,]+) ", Pattern.MULTILINE)
                .matcher(out)
                .results()
                .mapToLong(row -> Long.parseLong(row.group(1).replace(",", "")))
                .sum();
        assertThat(requests).isEqualTo(ROWS);
    }

    @Test
    void a_limit_on_staleness_is_reported_and_said_to_be_only_that() {
        Outcome outcome = replay("--policy fixed --ttl 1h --max-stale-ratio 0.01");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).contains("--max-stale-ratio is only reported: policy fixed");
        assertThat(outcome.out()).contains("ABOVE the limit of 1.00 %");
        assertThat(replay("--policy fixed --ttl 1h --max-stale-ratio 1 --format json")
                        .err())
                .contains("within the limit of 100 %");
    }

    @Test
    void a_trace_without_versions_says_that_staleness_is_not_known() throws IOException {
        Path plain = file("plain.csv", "timestamp_ms,key,size_bytes\n0,a,10\n1000,a,10\n");
        assertThat(replay(plain, "").out()).contains("not known: the trace has no versions");
        assertThat(replay(plain, "--stale-cost 1 --format json").err()).contains("no versions");
    }

    @Test
    void a_trace_can_come_from_standard_input() {
        Outcome outcome = Outcome.reading(HEADER + "0,a,10,0\n1,a,10,0\n", "replay", "-", "--format", "json");
        assertThat(outcome.json().path("hits").intValue()).isEqualTo(1);
    }

    @Test
    void a_bad_row_is_refused_with_file_line_and_reason() throws IOException {
        Path bad = file("bad.csv", HEADER + "0,a,10,0\n1,b,-3,0\n");
        Outcome outcome = replay(bad, "");
        assertThat(outcome.status()).isEqualTo(65);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("lumen: bad.csv:3: size_bytes is '-3', allowed: ")
                .hasLineCount(1);
    }

    @Test
    void bad_rows_can_be_skipped_and_are_counted() throws IOException {
        Path bad = file("bad.csv", HEADER + "0,a,10,0\n1,b,-3,0\n2,a,10,0\n1,a,10,0\n");
        Outcome outcome = replay(bad, "--skip-bad-rows --format json");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.json().path("requests").intValue()).isEqualTo(3);
        assertThat(outcome.err()).contains("bad rows skipped: 1", "late rows, taken at the latest time seen: 1");
    }

    @Test
    void a_missing_trace_is_bad_data() {
        Outcome outcome = replay(directory.resolve("nowhere.csv"), "");
        assertThat(outcome.status()).isEqualTo(65);
        assertThat(outcome.err())
                .contains("nowhere.csv", "does not exist", "allowed: ")
                .hasLineCount(1);
        assertThat(replay(directory, "").status()).as("a directory").isEqualTo(65);
    }

    @Test
    void output_that_cannot_be_written_ends_the_replay() {
        for (String format : List.of("text", "json", "csv")) {
            Outcome outcome = Outcome.writingTo(
                    new Full("No space left on device"), "", "replay", trace.toString(), "--format", format);
            assertThat(outcome.status()).as(format).isEqualTo(73);
            assertThat(outcome.err()).isEqualTo("lumen: standard output cannot be written\n");
        }
    }

    @Test
    void a_reader_that_has_left_ends_the_replay_at_once_and_quietly() {
        for (String format : List.of("text", "json", "csv")) {
            PipedOutput left = new PipedOutput(new Full("Broken pipe"));
            Outcome outcome = Outcome.writingTo(left, "", "replay", trace.toString(), "--format", format);
            assertThat(outcome.status()).as(format).isEqualTo(141);
            assertThat(outcome.err()).as(format).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --policy guess | --policy is 'guess' | fixed, rules, profiled
            --adjust nothing | --adjust is 'nothing' | ttl, size, both
            --format html | --format is 'html' | text, csv, json
            --ttl 5s | --ttl is 5 s | 60 s to 3600 s
            --ttl inf | --ttl is inf | a time
            --size 5MB | --size is 5 MB | 10 MB to 1024 MB
            --size inf | --size is inf | a size
            --size inf --adjust ttl | size is without a limit | a limit to start from
            --min-ttl 2h | --max-ttl is 3600 s | --min-ttl, 7200 s, or more
            --min-size 2GB | --max-size is 1024 MB | --min-size, 2048 MB, or more
            --window 0 | --window is '0' | above 0
            --api-cost -1 | --api-cost is '-1' | 0 or more dollars
            --max-stale-ratio 2 | --max-stale-ratio is '2' | 0 to 1
            """)
    void a_wrong_option_is_named_with_its_value_and_what_is_allowed(String options, String thing, String allowed) {
        Outcome outcome = replay(options);
        assertThat(outcome.status()).isEqualTo(64);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("lumen: ").contains(thing, allowed).hasLineCount(1);
    }

    @Test
    void bounds_bind_the_policy_and_not_a_fixed_setting() {
        assertThat(replay("--policy fixed --ttl 5s --size 1MB").status()).isZero();
    }

    /** What cannot be written to. */
    private static final class Full extends OutputStream {
        private final String reason;

        Full(String reason) {
            this.reason = reason;
        }

        @Override
        public void write(int b) throws IOException {
            throw new IOException(reason);
        }
    }
}
