package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("any-jdk")
class DemoCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    void theJsonIsOneObjectWithBothDaysAndEveryChange() throws Exception {
        Path report = directory.resolve("charts/day.html");
        int status =
                run("demo", "--format", "json", "--output-dir", directory.toString(), "--report", report.toString());
        JsonNode json = new ObjectMapper().readTree(out.toByteArray());

        assertThat(status).isEqualTo(ExitStatus.OK);
        assertThat(json.at("/after/hitRatio").doubleValue())
                .isGreaterThan(json.at("/before/hitRatio").doubleValue());
        assertThat(json.at("/before/end/ttlSeconds").intValue()).isEqualTo(300);
        assertThat(json.at("/changes")).isNotEmpty();
        assertThat(json.at("/report").textValue()).isEqualTo(report.toString());
        assertThat(report).isNotEmptyFile();
        assertThat(json.at("/outputDirectory").textValue()).isEqualTo(directory.toString());
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void theTextEndsWithTheReportThatIsInTheFileAndWhereItsChartsAre() throws Exception {
        int status = run("demo", "--output-dir", directory.toString());
        String report = Files.readString(directory.resolve("report.md"));

        assertThat(status).isEqualTo(ExitStatus.OK);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("whole day")
                .contains(directory.toString())
                .contains(report)
                .endsWith(
                        "\n\nThe day in charts, a page for a browser: " + directory.resolve("lumen-demo.html") + "\n");
        assertThat(directory.resolve("lumen-demo.html"))
                .content()
                .contains("id=\"surface\"", "id=\"hit-ratio-history\"");
        assertThat(directory.resolve("unified_feedback_20261102.json")).exists();
    }

    @Test
    void anOutputDirectoryThatCannotBeMadeIsSaidBeforeAnythingRuns() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(run(
                        "demo",
                        "--report",
                        report(),
                        "--output-dir",
                        file.resolve("below").toString()))
                .isEqualTo(ExitStatus.OUTPUT);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("lumen: --output-dir is '" + file.resolve("below"))
                .contains("allowed: a directory that can")
                .doesNotContain("Exception")
                .hasLineCount(1);
    }

    @Test
    void aPlaceForTheChartsThatCannotBeWrittenIsSaidBeforeAnythingRuns() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        for (Path bad : List.of(directory, file.resolve("below"))) {
            assertThat(run("demo", "--report", bad.toString())).isEqualTo(ExitStatus.OUTPUT);
        }
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("lumen: --report is '" + directory)
                .contains("allowed: a file in a directory")
                .doesNotContain("Exception")
                .hasLineCount(2);
    }

    @Test
    void aReportThatCannotBeWrittenIsNotPassedOver() throws Exception {
        Files.createDirectories(directory.resolve("report.md").resolve("in-the-way"));

        assertThat(run("demo", "--format", "json", "--output-dir", directory.toString()))
                .isEqualTo(ExitStatus.OUTPUT);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("report.md").doesNotContain("Exception");
    }

    private String report() {
        return directory.resolve("report.html").toString();
    }

    private int run(String... args) {
        return LumenCommand.run(
                new Console(
                        InputStream.nullInputStream(),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false),
                args);
    }
}
