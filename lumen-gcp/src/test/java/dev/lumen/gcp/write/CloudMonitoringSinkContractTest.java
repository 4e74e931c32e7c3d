package dev.lumen.gcp.write;

import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.FeedbackSinkContract;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.testkit.MonitoringServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

@Tag("any-jdk")
class CloudMonitoringSinkContractTest extends FeedbackSinkContract {
    private static MonitoringServer server;
    private static MonitoringLink link;

    private final FeedbackSink sink = CloudMonitoringSink.to(
            link, WriterIdentity.of("us-central1", "ion-api"), Duration.ofMinutes(1), Duration.ofSeconds(30));

    @BeforeAll
    static void start() {
        server = MonitoringServer.start();
        server.takeAnyTime();
        link = server.link();
    }

    @BeforeEach
    void clear() {
        server.clear();
    }

    @AfterAll
    static void stop() {
        link.close();
        server.close();
    }

    @Override
    protected FeedbackSink sink() {
        return sink;
    }
}
