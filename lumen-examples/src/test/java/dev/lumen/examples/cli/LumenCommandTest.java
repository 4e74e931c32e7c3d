package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LumenCommandTest {
    @Test
    void without_a_command_it_says_where_help_is() {
        Outcome outcome = Outcome.of();
        assertThat(outcome.status()).isEqualTo(64);
        assertThat(outcome.err()).isEqualTo("lumen: no command is given (see 'lumen --help')\n");
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
        assertThat(outcome.out()).contains("0 success", "1 WARNING", "2 CRITICAL", "3 UNKNOWN", "64", "65", "73", "78");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "ttl", "size", "replay"})
    void each_command_explains_itself_with_an_example_its_defaults_and_its_exit_statuses(String command) {
        Outcome outcome = Outcome.of(command, "--help");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("Example", "  lumen " + command + " ", "Default: text.", "Exit status: 0");
        assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 100);
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
