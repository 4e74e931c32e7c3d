package dev.lumen.gcp.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.api.MetricDescriptor.ValueType;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.units.Ratio;
import dev.lumen.gcp.CloudMonitoringMetricSource;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.testkit.MonitoringServer;
import dev.lumen.gcp.testkit.Series;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("any-jdk")
@Timeout(60)
class CacheHitRateTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(30);

    private final MonitoringServer server = MonitoringServer.start();
    private final MonitoringLink link = server.link();
    private final CacheHitRate rate = new CacheHitRate(link, WriterIdentity.of("us-central1", "ion-api"), LONG);

    CacheHitRateTest() {
        server.clock(() -> NOW);
    }

    @AfterEach
    void stop() {
        link.close();
        server.close();
    }

    @Test
    void what_is_written_as_test_data_is_what_the_source_then_reads() throws Exception {
        for (int i = 60; i > 0; i -= 5) {
            assertThat(rate.write(Ratio.of(0.7), NOW.minusSeconds(60L * i + 300)))
                    .isTrue();
        }
        Reading.Windowed reading = (Reading.Windowed) CloudMonitoringMetricSource.of(link)
                .hitRatio(CacheHitRate.TYPE, "resource.labels.job = \"ion-api\"")
                .timeLimit(LONG)
                .clock(() -> NOW)
                .build()
                .read(CacheName.of("ion-api"));
        assertThat(reading.lookups().hitRatio().orElseThrow()).isCloseTo(0.7, within(1e-9));
        assertThat(server.autoCreated()).isEmpty();
        assertThat(server.descriptor(CacheHitRate.TYPE).orElseThrow().getValueType())
                .isEqualTo(ValueType.DOUBLE);
    }

    @Test
    void a_point_that_comes_too_soon_is_not_sent() throws Exception {
        assertThat(rate.write(Ratio.of(0.7), NOW)).isTrue();
        assertThat(rate.write(Ratio.of(0.8), NOW.plusSeconds(4))).isFalse();
        assertThat(server.calls()).filteredOn("CreateTimeSeries"::equals).hasSize(1);
    }

    @Test
    void a_descriptor_of_another_kind_is_named() {
        server.create(Series.gauge(CacheHitRate.TYPE, ValueType.INT64));
        assertThatThrownBy(() -> rate.write(Ratio.of(0.7), NOW)).hasMessageContaining("GAUGE INT64");
    }
}
