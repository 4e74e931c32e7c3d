package dev.lumen.gcp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.LabelDescriptor;
import com.google.api.MetricDescriptor;
import com.google.api.MetricDescriptor.MetricKind;
import com.google.api.MetricDescriptor.ValueType;
import com.google.api.gax.rpc.StatusCode.Code;
import com.google.cloud.monitoring.v3.MetricServiceClient;
import com.google.monitoring.v3.TimeSeries;
import dev.lumen.gcp.link.MonitoringLink;
import io.grpc.Status;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules by which the test server lets itself be written to. */
@Tag("any-jdk")
class WritingRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final String TYPE = "custom.googleapis.com/cache_hit_rate";
    private static final String PROJECT = "projects/" + MonitoringServer.PROJECT;
    private static final SeriesKey KEY = Series.custom(TYPE, Map.of());

    private static MonitoringServer server;
    private static MonitoringLink link;
    private static MetricServiceClient client;

    @BeforeAll
    static void start() throws IOException {
        server = MonitoringServer.start();
        server.clock(() -> NOW);
        link = server.link();
        client = link.metrics();
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

    @Test
    void points_in_order_and_five_seconds_apart_are_kept() {
        write(at(NOW.minusSeconds(10), 0.5));
        write(at(NOW.minusSeconds(5), 0.6));
        assertThat(server.points(KEY)).extracting(StoredPoint::number).containsExactly(0.5, 0.6);
    }

    @Test
    void a_point_that_is_not_later_is_refused() {
        write(at(NOW, 0.5));
        refused("Points must be written in order", at(NOW, 0.6));
        refused("Points must be written in order", at(NOW.minusSeconds(60), 0.6));
    }

    @Test
    void a_point_that_comes_too_soon_is_refused() {
        write(at(NOW.minusSeconds(4), 0.5));
        refused("more frequently", at(NOW, 0.6));
    }

    @Test
    void points_of_another_day_are_refused() {
        refused("25h in the past", at(NOW.minusSeconds(25 * 3600 + 1), 0.5));
        refused("25h in the past", at(NOW.plusSeconds(301), 0.5));
    }

    @Test
    void what_is_in_order_is_written_beside_what_is_refused() {
        SeriesKey other = Series.custom(TYPE, Map.of("cache", "b"));
        server.create(Series.gauge(TYPE, ValueType.DOUBLE).toBuilder()
                .addLabels(LabelDescriptor.newBuilder().setKey("cache"))
                .build());
        write(at(NOW, 0.5));
        refused("could not be written", at(NOW, 0.6), Series.gauge(other, NOW, Series.number(0.7)));
        assertThat(server.points(other)).hasSize(1);
    }

    @Test
    void more_than_200_series_or_none_are_refused() {
        List<TimeSeries> many = new ArrayList<>();
        for (int i = 0; i < 201; i++) {
            many.add(Series.gauge(Series.custom(TYPE + i, Map.of()), NOW, Series.number(1)));
        }
        assertThatThrownBy(() -> client.createTimeSeries(PROJECT, many)).hasMessageContaining("1 to 200");
        assertThatThrownBy(() -> client.createTimeSeries(PROJECT, List.of())).hasMessageContaining("1 to 200");
        assertThat(server.series()).isEmpty();
    }

    @Test
    void a_series_twice_in_a_request_is_refused() {
        refused("Duplicate TimeSeries", at(NOW.minusSeconds(60), 0.5), at(NOW, 0.6));
    }

    @Test
    void resources_and_labels_have_to_fit() {
        server.create(Series.gauge(TYPE, ValueType.DOUBLE));
        refused(
                "Unrecognized metric labels",
                Series.gauge(Series.custom(TYPE, Map.of("x", "y")), NOW, Series.number(1)));
        refused(
                "resource labels is incomplete",
                Series.gauge(
                        new SeriesKey(TYPE, Map.of(), "generic_task", Map.of("location", "global")),
                        NOW,
                        Series.number(1)));
        refused(
                "cannot be used for user-defined metrics",
                Series.gauge(Series.run("x", "ion-api", "r", Map.of()), NOW, Series.number(1)).toBuilder()
                        .setMetric(KEY.metric())
                        .build());
        refused(
                "not a user-defined metric",
                Series.gauge(
                        new SeriesKey(
                                "redis.googleapis.com/stats/cache_hit_ratio",
                                Map.of(),
                                "global",
                                Map.of("project_id", MonitoringServer.PROJECT)),
                        NOW,
                        Series.number(1)));
    }

    @Test
    void values_have_to_be_of_the_descriptors_type_and_intervals_of_its_kind() {
        server.create(Series.gauge(TYPE, ValueType.DOUBLE));
        refused("Value type", Series.gauge(KEY, NOW, Series.whole(1)));
        refused(
                "Metric kind",
                at(NOW, 1).toBuilder().setMetricKind(MetricKind.CUMULATIVE).build());
        TimeSeries.Builder spanning = at(NOW, 1).toBuilder();
        spanning.getPointsBuilder(0).getIntervalBuilder().setStartTime(Times.of(NOW.minusSeconds(60)));
        refused("start time must be equal", spanning.build());
    }

    @Test
    void the_first_point_of_an_unknown_metric_makes_a_gauge_but_never_a_delta() {
        refused("GAUGE or CUMULATIVE", delta());
        write(at(NOW, 0.5));
        assertThat(server.autoCreated()).containsExactly(TYPE);
        assertThat(server.descriptor(TYPE).orElseThrow().getMetricKind()).isEqualTo(MetricKind.GAUGE);
    }

    @Test
    void a_descriptor_can_be_extended_and_not_turned_into_another() {
        MetricDescriptor first = Series.gauge(TYPE, ValueType.DOUBLE);
        client.createMetricDescriptor(PROJECT, first);
        client.createMetricDescriptor(
                PROJECT,
                first.toBuilder()
                        .addLabels(LabelDescriptor.newBuilder().setKey("cache"))
                        .build());
        assertThatThrownBy(() -> client.createMetricDescriptor(PROJECT, first)).hasMessageContaining("already exists");
        assertThatThrownBy(() -> client.createMetricDescriptor(PROJECT, Series.gauge(TYPE, ValueType.INT64)))
                .hasMessageContaining("already exists");
        assertThatThrownBy(() -> client.createMetricDescriptor(PROJECT, Series.gauge(TYPE, ValueType.STRING)))
                .hasMessageContaining("value_type");
        assertThatThrownBy(() -> client.createMetricDescriptor(
                        PROJECT, Series.gauge("redis.googleapis.com/mine", ValueType.DOUBLE)))
                .hasMessageContaining("metric type");
        assertThat(ReadingRulesTest.code(
                        () -> client.getMetricDescriptor(PROJECT + "/metricDescriptors/custom.googleapis.com/nothing")))
                .isEqualTo(Code.NOT_FOUND);
        assertThat(client.getMetricDescriptor(PROJECT + "/metricDescriptors/" + TYPE)
                        .getLabelsCount())
                .isEqualTo(1);
    }

    @Test
    void calls_fail_on_cue_and_only_those() {
        server.refuse("CreateTimeSeries", Status.PERMISSION_DENIED, 1);
        server.doAndFail("CreateTimeSeries", Status.INTERNAL);
        assertThat(ReadingRulesTest.code(() -> write(at(NOW.minusSeconds(60), 0.5))))
                .isEqualTo(Code.PERMISSION_DENIED);
        assertThat(server.points(KEY)).isEmpty();
        assertThat(ReadingRulesTest.code(() -> write(at(NOW.minusSeconds(60), 0.5))))
                .isEqualTo(Code.INTERNAL);
        assertThat(server.points(KEY)).hasSize(1);
        write(at(NOW, 0.5));
        assertThat(server.calls()).hasSize(3).containsOnly("CreateTimeSeries");
    }

    private static TimeSeries at(Instant end, double value) {
        return Series.gauge(KEY, end, Series.number(value));
    }

    private static TimeSeries delta() {
        TimeSeries.Builder series = at(NOW, 1).toBuilder().setMetricKind(MetricKind.DELTA);
        series.getPointsBuilder(0).getIntervalBuilder().setStartTime(Times.of(NOW.minusSeconds(60)));
        return series.build();
    }

    private static void write(TimeSeries... series) {
        client.createTimeSeries(PROJECT, List.of(series));
    }

    private static void refused(String words, TimeSeries... series) {
        assertThatThrownBy(() -> write(series)).hasMessageContaining(words);
    }
}
