package dev.lumen.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.testkit.Feedbacks;
import dev.lumen.api.units.ByteSize;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The feedback of the examples is of noon on 1 November 2026. */
class RetentionTest {
    private static final String TODAY = "unified_feedback_20261101.json";
    private static final ByteSize ENOUGH = ByteSize.ofMegabytes(1);

    @TempDir
    private Path directory;

    private final List<String> problems = new ArrayList<>();

    @Test
    void days_older_than_the_age_go_and_the_others_stay() throws IOException {
        write("20260930", 10);
        write("20261001", 10);
        write("20261002", 10);
        write("20261003", 10);
        keep(Retention.DEFAULT);
        assertThat(days()).containsExactly("20261003", "20261101");
    }

    @Test
    void the_oldest_go_first_where_all_are_too_many_bytes() throws IOException {
        write("20261031", 400_000);
        write("20261029", 400_000);
        write("20261030", 400_000);
        keep(new Retention(Duration.ofDays(30), ENOUGH));
        assertThat(days()).containsExactly("20261030", "20261031", "20261101");
    }

    @Test
    void today_is_never_removed_however_large() throws IOException {
        write("20261101", 3_000_000);
        write("20261031", 10);
        keep(new Retention(Duration.ofNanos(1), ByteSize.ZERO));
        assertThat(days()).containsExactly("20261101");
        assertThat(Files.size(directory.resolve(TODAY))).isGreaterThan(3_000_000);
    }

    @Test
    void a_day_that_a_clock_ahead_has_written_is_left_alone() throws IOException {
        write("20991231", 3_000_000);
        keep(new Retention(Duration.ofDays(1), ByteSize.ZERO));
        assertThat(days()).containsExactly("20261101", "20991231");
    }

    @Test
    void only_plain_files_of_exactly_such_a_name_are_removed() throws IOException {
        List<String> others = List.of(
                "unified_feedback_20000230.json",
                "unified_feedback_2000101.json",
                "unified_feedback_200001011.json",
                "unified_feedback_20000101.json.bak",
                "unified_feedback_20000101.jsonl",
                "xunified_feedback_20000101.json",
                "unified_feedback_state.json",
                "unified_feedback_２０００0101.json",
                "UNIFIED_FEEDBACK_20000101.json",
                "report.md");
        for (String other : others) {
            Files.write(directory.resolve(other), new byte[10]);
        }
        Path folder = Files.createDirectory(directory.resolve("unified_feedback_20000102.json"));
        Path link = Files.createSymbolicLink(directory.resolve("unified_feedback_20000103.json"), Path.of("report.md"));
        keep(new Retention(Duration.ofDays(1), ByteSize.ZERO));
        assertThat(problems).isEmpty();
        assertThat(others)
                .allSatisfy(other -> assertThat(directory.resolve(other)).exists());
        assertThat(folder).exists();
        assertThat(link).isSymbolicLink();
    }

    @Test
    void a_file_that_cannot_be_removed_is_told_and_stops_nothing() throws IOException {
        write("20000101", 10);
        write("20000102", 10);
        DailyFiles files = new DailyFiles(directory, path -> {
            if (path.endsWith("unified_feedback_20000101.json")) {
                throw new AccessDeniedException(path.toString());
            }
            Files.delete(path);
        });
        files.remove(Retention.DEFAULT, Feedbacks.typical().timestamp(), problems::add);
        assertThat(days()).containsExactly("20000101");
        assertThat(problems).singleElement().asString().contains("is kept", "20000101");
    }

    @Test
    void a_directory_that_cannot_be_listed_is_told_and_stops_nothing() throws IOException {
        Path nowhere = directory.resolve("nowhere");
        new DailyFiles(nowhere).remove(Retention.DEFAULT, Feedbacks.typical().timestamp(), problems::add);
        assertThat(problems).singleElement().asString().contains("nowhere", "cannot be listed");
    }

    @Test
    void what_cannot_be_kept_is_refused_by_name() {
        assertThatThrownBy(() -> new Retention(Duration.ZERO, ENOUGH))
                .hasMessage("age of files is PT0S, allowed: a duration above 0");
    }

    private void keep(Retention retention) throws IOException {
        new DailyLog(directory, retention, problems::add).accept(Feedbacks.typical());
        assertThat(directory.resolve(TODAY)).exists();
    }

    private void write(String day, int bytes) throws IOException {
        Files.write(directory.resolve("unified_feedback_" + day + ".json"), new byte[bytes]);
    }

    private List<String> days() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString().replaceAll("[^0-9]", ""))
                    .sorted()
                    .toList();
        }
    }
}
