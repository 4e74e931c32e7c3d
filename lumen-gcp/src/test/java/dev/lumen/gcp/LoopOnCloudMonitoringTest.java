package dev.lumen.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.units.Usd;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.read.CloudRunService;
import dev.lumen.gcp.read.Memorystore;
import dev.lumen.gcp.service.CloudMonitoringMaturitySource;
import dev.lumen.gcp.service.CloudMonitoringSloSource;
import dev.lumen.gcp.service.CloudRunPrices;
import dev.lumen.gcp.service.CloudRunSpendSource;
import dev.lumen.gcp.testkit.Minutes;
import dev.lumen.gcp.testkit.MonitoringServer;
import dev.lumen.gcp.testkit.Series;
import dev.lumen.gcp.write.CloudMonitoringSink;
import dev.lumen.gcp.write.LumenMetric;
import dev.lumen.gcp.write.WriterIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole loop with everything that it knows from Cloud Monitoring, and to where it writes. */
@Tag("any-jdk")
@Timeout(300)
class LoopOnCloudMonitoringTest {
    private static final Instant NOW = Instant.parse("2026-11-10T12:20:00Z");
    private static final Instant HOUR = Instant.parse("2026-11-10T12:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final CloudRunService SERVICE = CloudRunService.of("us-central1", "ion-api");

    private final MonitoringServer server = MonitoringServer.start();
    private final MonitoringLink link = server.link();

    LoopOnCloudMonitoringTest() {
        server.clock(() -> NOW);
    }

    @AfterEach
    void stop() {
        link.close();
        server.close();
    }

    @Test
    void a_run_reads_decides_and_writes() {
        new Minutes(server, NOW).redis("cache-1", 80);
        for (int i = 0; i < 192; i++) {
            Instant end = HOUR.minus(Duration.ofHours(i));
            server.put(
                    Series.run("container/billable_instance_time", "ion-api", "r", Map.of()),
                    end.minusSeconds(3600),
                    end,
                    Series.number(1800 + 900 * Math.sin(i * Math.PI / 12)));
            server.put(
                    Series.run("request_count", "ion-api", "r", Map.of("response_code_class", "2xx")),
                    end.minusSeconds(3600),
                    end,
                    Series.whole(Math.round(18_000 + 9_000 * Math.sin(i * Math.PI / 12))));
        }
        UnifiedFeedback feedback = run();
        assertThat(feedback.cache().orElseThrow().hitRatio()).hasValue(0.7);
        assertThat(feedback.costRhythm()).isPresent();
        assertThat(feedback.maturity().orElseThrow().dimensions()).hasSize(5);
        assertThat(feedback.notices()).anyMatch(notice -> notice.contains("is an estimate"));
        assertThat(feedback.missing()).singleElement().satisfies(part -> {
            assertThat(part.reason()).isEqualTo(MissingReason.NO_DATA);
            assertThat(part.detail()).contains("no service-level objective");
        });
        assertThat(server.points(server.series(LumenMetric.HIT_RATIO.type()).get(0)))
                .hasSize(1);
    }

    @Test
    void a_project_without_a_point_has_no_data_and_not_a_failure() {
        UnifiedFeedback feedback = run();
        assertThat(feedback.cache()).isEmpty();
        assertThat(feedback.missing())
                .filteredOn(part -> part.source().startsWith("Cloud Monitoring,"))
                .singleElement()
                .satisfies(part -> assertThat(part.reason()).isEqualTo(MissingReason.NO_DATA));
        assertThat(server.series(LumenMetric.HIT_RATIO.type())).as("never zero").isEmpty();
        assertThat(server.series(LumenMetric.MISSING_PARTS.type())).hasSize(1);
    }

    private UnifiedFeedback run() {
        CloudRunPrices prices = new CloudRunPrices(Usd.of(0.00003), Usd.of(0.4));
        try (FeedbackOrchestrator loop = FeedbackOrchestrator.builder(CacheName.of("ion-api"))
                .source(CloudMonitoringMetricSource.of(link)
                        .memorystore(Memorystore.redis("us-central1", "cache-1"))
                        .timeLimit(LONG)
                        .clock(() -> NOW)
                        .build())
                .sloSource(CloudMonitoringSloSource.of(link).within(LONG).by(() -> NOW))
                .maturitySource(new CloudMonitoringMaturitySource(link, LONG))
                .costSource(new CloudRunSpendSource(link, SERVICE, prices, LONG, () -> NOW))
                .sink(CloudMonitoringSink.to(
                        link, WriterIdentity.of("us-central1", "ion-api"), Duration.ofMinutes(1), LONG))
                .clock(() -> NOW)
                .deadline(Duration.ofMinutes(4))
                .sourceDeadline(LONG)
                .build()) {
            return loop.run();
        }
    }
}
