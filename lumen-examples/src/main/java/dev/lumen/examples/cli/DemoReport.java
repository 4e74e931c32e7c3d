package dev.lumen.examples.cli;

import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.core.report.ReportFile;
import dev.lumen.examples.demo.Steered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The report with charts that a demonstration ends with. */
final class DemoReport {
    /** Its name where none is given. */
    static final String NAME = "lumen-demo.html";

    private final Path file;

    private DemoReport(Path file) {
        this.file = file;
    }

    /** Makes sure that {@code file} can be written, before anything takes long. */
    static DemoReport in(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        DemoReport report = new DemoReport(whole);
        Path directory = whole.getParent();
        if (directory == null || Files.isDirectory(whole)) {
            throw report.notWritable(new IOException("a directory is there"));
        }
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, "lumen", ".tmp"));
            return report;
        } catch (IOException e) {
            throw report.notWritable(e);
        }
    }

    /** Writes it. */
    void keep(Steered steered) {
        keep(steered.feedback(), steered.background());
    }

    /** Writes it. */
    void keep(UnifiedFeedback feedback, Background background) {
        try {
            ReportFile.html(file).accept(feedback, background);
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    /** Where it is. */
    Path file() {
        return file;
    }

    private Failure notWritable(IOException e) {
        return new Failure(
                ExitStatus.OUTPUT,
                "--report is '" + file + "', which cannot be written (" + Cause.of(e)
                        + "), allowed: a file in a directory that can be written to",
                e);
    }
}
