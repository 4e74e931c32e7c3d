package dev.lumen.core.report;

import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.units.Require;
import dev.lumen.core.json.LumenJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds each feedback as a line of JSON to the file of its day, {@code unified_feedback_YYYYMMDD.json} by UTC (SPEC §8), and
 * then removes the days that are not to be kept any more. A file that cannot be removed is told of and stops nothing.
 *
 * <p>Used by one orchestrator at a time: a directory of each, or one's days would count for the other.
 */
public final class DailyLog implements FeedbackSink {
    private static final Logger LOG = LoggerFactory.getLogger(DailyLog.class);

    private final Path directory;
    private final DailyFiles files;
    private final Retention retention;
    private final Consumer<String> problems;

    /** A sink that writes into {@code directory}, made where it is not there, and keeps {@link Retention#DEFAULT}. */
    public DailyLog(Path directory) {
        this(directory, Retention.DEFAULT);
    }

    /** A sink that keeps {@code retention} and warns in the log of what it cannot remove. */
    public DailyLog(Path directory, Retention retention) {
        this(directory, retention, LOG::warn);
    }

    /**
     * A sink that writes into a directory.
     *
     * @param directory made where it is not there
     * @param retention what is kept; "now" is the time of the latest feedback
     * @param problems told, in words, of each file that should go and cannot be removed
     */
    public DailyLog(Path directory, Retention retention, Consumer<String> problems) {
        this.directory = Require.present("directory", directory);
        this.files = new DailyFiles(directory);
        this.retention = Require.present("retention", retention);
        this.problems = Require.present("problems", problems);
    }

    @Override
    public void accept(UnifiedFeedback feedback) throws IOException {
        Files.createDirectories(directory);
        Path file = files.of(feedback.timestamp());
        Files.writeString(
                file,
                (torn(file) ? "\n" : "") + LumenJson.line(feedback) + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        files.remove(retention, feedback.timestamp(), problems);
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
