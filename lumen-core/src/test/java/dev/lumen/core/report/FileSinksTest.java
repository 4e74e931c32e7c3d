package dev.lumen.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.testkit.Backgrounds;
import dev.lumen.api.testkit.Feedbacks;
import dev.lumen.core.json.LumenJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinksTest {
    @TempDir
    private Path directory;

    @Test
    void the_log_adds_a_line_to_the_file_of_its_day_by_utc() throws IOException {
        DailyLog log = new DailyLog(directory.resolve("made/on/demand"));
        log.accept(Feedbacks.typical());
        log.accept(Feedbacks.typical());
        List<String> lines = Files.readAllLines(directory.resolve("made/on/demand/unified_feedback_20261101.json"));
        assertThat(lines).hasSize(2);
        assertThat(LumenJson.read(lines.get(1).getBytes(StandardCharsets.UTF_8), UnifiedFeedback.class))
                .isEqualTo(Feedbacks.typical());
    }

    @Test
    void another_day_has_another_file() throws IOException {
        DailyLog log = new DailyLog(directory);
        log.accept(Feedbacks.typical());
        log.accept(Feedbacks.bare());
        assertThat(directory)
                .isDirectoryContaining("glob:**unified_feedback_20261101.json")
                .isDirectoryContaining("glob:**unified_feedback_19700101.json");
    }

    @Test
    void a_line_after_one_that_was_torn_begins_on_its_own() throws IOException {
        Path file = directory.resolve("unified_feedback_20261101.json");
        Files.writeString(file, "{\"schemaVers");
        new DailyLog(directory).accept(Feedbacks.typical());
        assertThat(Files.readAllLines(file)).last().isEqualTo(LumenJson.line(Feedbacks.typical()));
    }

    @Test
    void the_report_is_replaced_and_nothing_is_left_beside_it() throws IOException {
        ReportFile report = new ReportFile(directory.resolve("made/report.md"));
        report.accept(Feedbacks.awkward());
        report.accept(Feedbacks.bare());
        assertThat(directory.resolve("made/report.md")).hasContent(MarkdownReport.of(Feedbacks.bare()));
        assertThat(directory.resolve("made")).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void a_page_is_drawn_from_what_lies_behind_the_feedback() throws IOException {
        ReportFile page = ReportFile.html(directory.resolve("report.html"));
        page.accept(Feedbacks.typical(), Backgrounds.typical());
        assertThat(directory.resolve("report.html"))
                .hasContent(HtmlReport.of(Feedbacks.typical(), Backgrounds.typical()));
    }

    @Test
    void a_report_that_cannot_be_put_in_its_place_leaves_no_draft() throws IOException {
        Path taken = Files.createDirectories(directory.resolve("report.md/full"));
        ReportFile report = new ReportFile(taken.getParent());
        assertThatThrownBy(() -> report.accept(Feedbacks.typical())).isInstanceOf(IOException.class);
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }
}
