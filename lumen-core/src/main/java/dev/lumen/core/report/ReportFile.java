package dev.lumen.core.report;

import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.UnifiedFeedback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Keeps a file that holds the latest feedback as Markdown. A reader of the file sees the old report or the new one, never
 * half of one.
 *
 * <p>Used by one orchestrator at a time.
 */
public final class ReportFile implements FeedbackSink {
    private final Path file;

    /**
     * A sink that writes {@code file}, whose directory is made where it is not there.
     */
    public ReportFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public void accept(UnifiedFeedback feedback) throws IOException {
        Path directory = file.getParent();
        if (directory == null) {
            throw new IOException(file + " is not a file in a directory");
        }
        Files.createDirectories(directory);
        // Not a temporary file of the system's: those are readable by their owner alone, and the report would be, too.
        Path draft = directory.resolve("." + file.getFileName() + ".draft");
        try {
            Files.writeString(draft, MarkdownReport.of(feedback), StandardCharsets.UTF_8);
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
