package dev.lumen.gcp;

import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.MetricSourceContract;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.read.Memorystore;
import dev.lumen.gcp.testkit.Minutes;
import dev.lumen.gcp.testkit.MonitoringServer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("any-jdk")
class CloudMonitoringMetricSourceContractTest extends MetricSourceContract {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private static MonitoringServer server;
    private static MonitoringLink link;

    private final MetricSource source = CloudMonitoringMetricSource.of(link)
            .memorystore(Memorystore.redis("us-central1", "cache-1"))
            .timeLimit(Duration.ofSeconds(30))
            .clock(() -> NOW)
            .build();

    @BeforeAll
    static void start() {
        server = MonitoringServer.start();
        link = server.link();
        new Minutes(server, NOW).redis("cache-1", 80);
    }

    @AfterAll
    static void stop() {
        link.close();
        server.close();
    }

    @Override
    protected MetricSource source() {
        return source;
    }

    @Override
    protected Set<Part> unknown() {
        return EnumSet.of(Part.TTL, Part.P95_LATENCY, Part.EVICTION_POLICY, Part.FRAGMENTATION_RATIO);
    }
}
