package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecklistOptionTest {
    private static final String SAMPLE =
            Path.of("..", "docs", "samples", "maturity-checklist.json").toString();
    private static final String CACHE = "{\"cache\": {\"hitRatio\": 0.9, \"ttlSeconds\": 300}}";

    @TempDir
    private Path directory;

    @Test
    void the_maturity_of_a_run_may_come_from_a_checklist() {
        JsonNode feedback = Outcome.reading(CACHE, "run", "--signals", "-", "--checklist", SAMPLE, "--format", "json")
                .json();
        assertThat(feedback.at("/maturity/dimensions").size()).isEqualTo(5);
        assertThat(feedback.at("/gate/components").size()).isEqualTo(2);
    }

    @Test
    void a_checklist_alone_is_enough() {
        Outcome outcome = Outcome.of("run", "--checklist", SAMPLE);
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("Maturity", "not done: each line has the request's id");
    }

    @Test
    void a_bad_checklist_is_bad_data() throws IOException {
        Path bad = Files.writeString(directory.resolve("bad.json"), "{\"dimensions\": [{\"name\": 1}]}");
        Outcome outcome = Outcome.of("run", "--checklist", bad.toString());
        assertThat(outcome.status()).isEqualTo(65);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("bad.json: dimensions[0].name is 1, allowed: ")
                .hasLineCount(1);
        Outcome none =
                Outcome.of("run", "--checklist", directory.resolve("none.json").toString());
        assertThat(none.status()).isEqualTo(65);
        assertThat(none.err()).contains("none.json", "does not exist").hasLineCount(1);
    }

    @Test
    void two_sources_of_maturity_are_one_too_many() {
        Outcome outcome = Outcome.reading(
                "{\"maturity\": {\"dimensions\": [{\"name\": \"a\", \"score\": 1}]}}",
                "run",
                "--signals",
                "-",
                "--checklist",
                SAMPLE);
        assertThat(outcome.status()).isEqualTo(64);
        assertThat(outcome.err()).contains("--checklist is '", "allowed: absent where the signals have");
    }
}
