package dev.lumen.core.report;

import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.FeedbackSinkContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DailyLogContractTest extends FeedbackSinkContract {
    @TempDir
    private Path directory;

    @Override
    protected FeedbackSink sink() {
        return new DailyLog(directory);
    }
}
