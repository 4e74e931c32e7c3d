package dev.lumen.core.report;

import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.core.json.LumenJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Adds each feedback as a line of JSON to the file of its day, {@code unified_feedback_YYYYMMDD.json} by UTC (SPEC §8).
 *
 * <p>Used by one orchestrator at a time.
 */
public final class DailyLog implements FeedbackSink {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path directory;

    /** A sink that writes into {@code directory}, which is made where it is not there. */
    public DailyLog(Path directory) {
        this.directory = directory;
    }

    @Override
    public void accept(UnifiedFeedback feedback) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("unified_feedback_" + DAY.format(feedback.timestamp()) + ".json");
        Files.writeString(
                file,
                (torn(file) ? "\n" : "") + LumenJson.line(feedback) + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Whether the last line was cut short, by a crash or a full disk: then it costs itself and not the next one. */
    private static boolean torn(Path file) throws IOException {
        if (Files.notExists(file) || Files.size(file) == 0) {
            return false;
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.position(channel.size() - 1).read(last);
            return last.get(0) != '\n';
        }
    }
}
