package dev.lumen.core.report;

import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.UnifiedFeedback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.BiFunction;

/**
 * Keeps a file that holds the latest feedback as a report. A reader of the file sees the old report or the new one, never
 * half of one.
 *
 * <p>Used by one orchestrator at a time.
 */
public final class ReportFile implements FeedbackSink {
    private final Path file;
    private final BiFunction<UnifiedFeedback, Background, String> report;

    /** A sink that writes {@code file} as Markdown; its directory is made where it is not there. */
    public ReportFile(Path file) {
        this(file, (feedback, background) -> MarkdownReport.of(feedback));
    }

    private ReportFile(Path file, BiFunction<UnifiedFeedback, Background, String> report) {
        this.file = file.toAbsolutePath();
        this.report = report;
    }

    /** A sink that writes {@code file} as a page of HTML, charts included; its directory is made where it is not there. */
    public static ReportFile html(Path file) {
        return new ReportFile(file, HtmlReport::of);
    }

    @Override
    public void accept(UnifiedFeedback feedback) throws IOException {
        accept(feedback, Background.NONE);
    }

    @Override
    public void accept(UnifiedFeedback feedback, Background background) throws IOException {
        Path directory = file.getParent();
        if (directory == null) {
            throw new IOException(file + " is not a file in a directory");
        }
        Files.createDirectories(directory);
        // Not a temporary file of the system's: those are readable by their owner alone, and the report would be, too.
        Path draft = directory.resolve("." + file.getFileName() + ".draft");
        try {
            Files.writeString(draft, report.apply(feedback, background), StandardCharsets.UTF_8);
            replace(draft);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void replace(Path draft) throws IOException {
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
