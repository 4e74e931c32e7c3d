package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LumenCommandTest {
    @Test
    void without_a_command_it_explains_itself_where_results_do_not_go() {
        Outcome outcome = Outcome.of();
        assertThat(outcome.status()).isEqualTo(64);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("Usage: lumen")
                .contains("lumen demo", "  replay  ", "Exit status")
                .endsWith("\nlumen: no command is given\n");
    }

    @Test
    void an_unknown_command_is_named_with_those_that_exist() {
        Outcome outcome = Outcome.of("bogus");
        assertThat(outcome.status()).isEqualTo(64);
        assertThat(outcome.err())
                .contains("command is 'bogus', allowed: ", "ttl", "replay")
                .hasLineCount(1);
    }

    @Test
    void an_unknown_option_is_named() {
        Outcome outcome = Outcome.of("run", "--bogus");
        assertThat(outcome.status()).isEqualTo(64);
        assertThat(outcome.err()).contains("--bogus", "lumen run --help").hasLineCount(1);
    }

    @Test
    void help_names_the_commands_the_first_step_and_every_exit_status() {
        Outcome outcome = Outcome.of("--help");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("lumen demo", "run", "ttl", "size", "replay");
        assertThat(outcome.out())
                .contains("0 success", "1 WARNING", "2 CRITICAL", "3 UNKNOWN", "64", "65", "69", "73", "78", "141");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "run", "cache", "ttl", "size", "profile", "replay"})
    void each_command_explains_itself_with_an_example_its_defaults_and_its_exit_statuses(String command) {
        Outcome outcome = Outcome.of(command, "--help");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("Example", "  lumen " + command + " ", "Default: text.", "Exit status: 0");
        assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "run", "cache", "ttl", "size", "profile", "replay"})
    void each_command_is_found_by_its_own_name_and_knows_the_version(String command) {
        assertThat(Outcome.of("help", command).out()).startsWith("Usage: lumen " + command + " ");
        assertThat(Outcome.of(command, "--version").out()).startsWith("lumen ").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            demo --seed abc | --seed is 'abc' | a whole number
            demo --seed 99999999999999999999 | --seed is '99999999999999999999' | 2^63
            profile trace --seed 1.5 | --seed is '1.5' | a whole number
            demo --format xml | --format is 'xml' | text, json
            ttl --debug=maybe | --debug is 'maybe' | true, false
            """)
    void a_refused_value_is_said_in_words_and_not_in_types(String line, String thing, String allowed) {
        Outcome outcome = Outcome.ofLine(line);
        assertThat(outcome.status()).isEqualTo(64);
        assertThat(outcome.err()).startsWith("lumen: " + thing + ", allowed: ").contains(allowed);
        assertThat(outcome.err()).doesNotContain("long", "boolean").hasLineCount(1);
    }

    @Test
    void a_reader_that_has_left_ends_the_command_without_a_word() {
        OutputStream left = new PipedOutput(failing("Broken pipe"));
        for (String line : List.of("--help", "ttl --help", "ttl --current-ttl 300 --hit-rate 0.65 --memory 75")) {
            Outcome outcome = Outcome.writingTo(left, "", line.split(" "));
            assertThat(outcome.err()).as(line).isEmpty();
            assertThat(outcome.status()).as(line).isEqualTo(141);
        }
    }

    @Test
    void a_full_disk_is_not_a_reader_that_has_left() {
        Outcome outcome = Outcome.writingTo(new PipedOutput(failing("No space left on device")), "", "--help");
        assertThat(outcome.status()).isEqualTo(73);
        assertThat(outcome.err()).isEqualTo("lumen: standard output cannot be written\n");
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }

    @Test
    void the_rehearsal_of_the_launcher_goes_through_every_command_it_names() {
        assertThat(Rehearsal.status()).isLessThan(ExitStatus.USAGE);
    }

    @Test
    void the_version_is_one_line() {
        assertThat(Outcome.of("--version").out()).startsWith("lumen ").hasLineCount(1);
    }

    @Test
    void progress_shows_what_is_done_and_is_wiped_off_again() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                InputStream.nullInputStream(),
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                true);
        Progress progress = new Progress(console, true, "replaying", 200, 0);
        progress.advance(50);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("lumen: replaying, 25 %");
        progress.erase();
        assertThat(err.toString(StandardCharsets.UTF_8)).endsWith("\r\033[K");
    }
}
