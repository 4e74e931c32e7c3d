package dev.lumen.gcp.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.MetricDescriptor.ValueType;
import dev.lumen.gcp.link.Deadline;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.testkit.MonitoringServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("any-jdk")
@Timeout(60)
class SeriesWriterTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void many_series_go_in_batches_of_200() throws Exception {
        try (MonitoringServer server = MonitoringServer.start();
                MonitoringLink link = server.link()) {
            server.clock(() -> NOW);
            List<Sample> samples = IntStream.range(0, 450)
                    .mapToObj(i -> new Sample(
                            LumenMetric.GATE_SCORE.type(), ValueType.DOUBLE, Map.of("cache", "cache-" + i), i))
                    .toList();
            SeriesWriter writer = new SeriesWriter(link, WriterIdentity.of("global", "ion-api"), Duration.ofMinutes(1));
            int written = writer.write(
                    LumenMetric.PREFIX,
                    List.of(LumenMetric.GATE_SCORE.descriptor()),
                    samples,
                    NOW,
                    Deadline.in(Duration.ofSeconds(30)));
            assertThat(written).isEqualTo(450);
            assertThat(server.series(LumenMetric.GATE_SCORE.type())).hasSize(450);
            assertThat(server.calls()).filteredOn("CreateTimeSeries"::equals).hasSize(3);
        }
    }
}
