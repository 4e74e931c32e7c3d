package dev.lumen.core.report;

import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.FeedbackSinkContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportFileContractTest extends FeedbackSinkContract {
    @TempDir
    private Path directory;

    @Override
    protected FeedbackSink sink() {
        return ReportFile.html(directory.resolve("report.html"));
    }
}
