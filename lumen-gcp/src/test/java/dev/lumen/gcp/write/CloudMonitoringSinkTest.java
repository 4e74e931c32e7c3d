package dev.lumen.gcp.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.api.MetricDescriptor.ValueType;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.testkit.Feedbacks;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.testkit.MonitoringServer;
import dev.lumen.gcp.testkit.Series;
import dev.lumen.gcp.testkit.SeriesKey;
import dev.lumen.gcp.testkit.StoredPoint;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("any-jdk")
@Timeout(60)
class CloudMonitoringSinkTest {
    private static final UnifiedFeedback FEEDBACK = Feedbacks.typical();
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static MonitoringServer server;
    private static MonitoringLink link;

    private final CloudMonitoringSink sink = sink("loop");

    @BeforeAll
    static void start() {
        server = MonitoringServer.start();
        server.clock(FEEDBACK::timestamp);
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

    @Test
    void each_value_of_a_feedback_is_a_point_at_the_time_of_the_run() throws Exception {
        sink.accept(FEEDBACK);
        List<SeriesKey> score = server.series(LumenMetric.GATE_SCORE.type());
        assertThat(score).hasSize(1);
        assertThat(score.get(0).metricLabels())
                .containsEntry("cache", FEEDBACK.cacheName().value());
        assertThat(server.points(score.get(0)))
                .extracting(StoredPoint::number, StoredPoint::end)
                .containsExactly(tuple(FEEDBACK.gate().orElseThrow().score().orElseThrow(), FEEDBACK.timestamp()));
        assertThat(server.series(LumenMetric.SLO_BUDGET_LEFT.type()))
                .allSatisfy(key -> assertThat(key.metricLabels()).containsKey("objective"));
    }

    @Test
    void every_metric_has_the_descriptor_that_lumen_made_and_none_is_left_to_the_first_point() throws Exception {
        sink.accept(FEEDBACK);
        assertThat(Arrays.stream(LumenMetric.values()).map(metric -> server.descriptor(metric.type())))
                .allSatisfy(descriptor -> assertThat(descriptor).isPresent());
        assertThat(server.autoCreated()).isEmpty();
    }

    @Test
    void descriptors_are_listed_once_and_only_absent_ones_are_made() throws Exception {
        server.create(LumenMetric.GATE_SCORE.descriptor());
        sink.accept(FEEDBACK);
        sink.accept(later(60));
        assertThat(server.calls()).filteredOn("ListMetricDescriptors"::equals).hasSize(1);
        assertThat(server.calls())
                .filteredOn("CreateMetricDescriptor"::equals)
                .hasSize(LumenMetric.values().length - 1);
        assertThat(server.calls()).filteredOn("CreateTimeSeries"::equals).hasSize(2);
    }

    @Test
    void a_metric_with_another_descriptor_is_left_alone_and_named_and_the_others_are_written() {
        server.create(Series.gauge(LumenMetric.GATE_SCORE.type(), ValueType.INT64));
        assertThatThrownBy(() -> sink.accept(FEEDBACK))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(LumenMetric.GATE_SCORE.type())
                .hasMessageContaining("GAUGE INT64")
                .hasMessageContaining("needed: GAUGE DOUBLE with labels [cache]");
        assertThat(server.series(LumenMetric.GATE_SCORE.type())).isEmpty();
        assertThat(server.series(LumenMetric.MATURITY.type())).hasSize(1);
    }

    @Test
    void a_series_gets_one_point_an_interval() throws Exception {
        sink.accept(FEEDBACK);
        sink.accept(later(59));
        sink.accept(later(60));
        SeriesKey score = server.series(LumenMetric.GATE_SCORE.type()).get(0);
        assertThat(server.points(score))
                .extracting(StoredPoint::end)
                .containsExactly(FEEDBACK.timestamp(), FEEDBACK.timestamp().plusSeconds(60));
    }

    @Test
    void a_write_that_was_done_although_it_seemed_to_fail_is_not_a_failure() throws Exception {
        server.doAndFail("CreateTimeSeries", Status.UNAVAILABLE);
        sink.accept(FEEDBACK);
        assertThat(server.points(server.series(LumenMetric.GATE_SCORE.type()).get(0)))
                .hasSize(1);
        assertThat(server.calls()).filteredOn("CreateTimeSeries"::equals).hasSize(2);
    }

    @Test
    void what_passes_is_tried_again() throws Exception {
        server.refuse("ListMetricDescriptors", Status.UNAVAILABLE, 1);
        server.refuse("CreateTimeSeries", Status.RESOURCE_EXHAUSTED, 2);
        sink.accept(FEEDBACK);
        assertThat(server.series(LumenMetric.GATE_SCORE.type())).hasSize(1);
    }

    @Test
    void a_refusal_names_the_role_and_the_next_feedback_is_written() throws Exception {
        server.refuse("CreateTimeSeries", Status.PERMISSION_DENIED, 1);
        assertThatThrownBy(() -> sink.accept(FEEDBACK))
                .hasMessageContaining("PERMISSION_DENIED")
                .hasMessageContaining("roles/monitoring.metricWriter");
        sink.accept(later(10));
        assertThat(server.series(LumenMetric.GATE_SCORE.type())).hasSize(1);
    }

    @Test
    void a_server_that_does_not_answer_costs_the_time_limit() throws Exception {
        sink("other").accept(FEEDBACK); // the descriptors are there, the connection is made
        server.hang("CreateTimeSeries", 1);
        CloudMonitoringSink hasty = CloudMonitoringSink.to(link, identity("loop"), MINUTE, Duration.ofMillis(1500));
        assertThatThrownBy(() -> hasty.accept(FEEDBACK)).hasMessageContaining("no answer within 1500 ms");
    }

    @Test
    void a_second_writer_of_a_series_is_told_so_and_another_task_has_its_own() throws Exception {
        sink.accept(FEEDBACK);
        assertThatThrownBy(() -> sink("loop").accept(FEEDBACK)).hasMessageContaining("written in order");
        sink("other").accept(FEEDBACK);
        assertThat(server.series(LumenMetric.GATE_SCORE.type())).hasSize(2);
    }

    @Test
    void settings_that_the_api_would_refuse_are_refused_by_name() {
        assertThatThrownBy(() -> CloudMonitoringSink.to(link, identity("a"), Duration.ofSeconds(1), LONG))
                .hasMessageContaining("interval of writing is PT1S");
        assertThatThrownBy(() -> identity(" ")).hasMessageContaining("task id");
    }

    private static CloudMonitoringSink sink(String task) {
        return CloudMonitoringSink.to(link, identity(task), MINUTE, LONG);
    }

    private static WriterIdentity identity(String task) {
        return new WriterIdentity("us-central1", "lumen", "ion-api", task);
    }

    /** The same feedback of a later run. */
    private static UnifiedFeedback later(int seconds) {
        return new UnifiedFeedback(
                FEEDBACK.schemaVersion(),
                FEEDBACK.timestamp().plusSeconds(seconds),
                FEEDBACK.cacheName(),
                FEEDBACK.systemHealth(),
                FEEDBACK.gate(),
                FEEDBACK.cache(),
                FEEDBACK.ttl(),
                FEEDBACK.size(),
                FEEDBACK.maturity(),
                FEEDBACK.roi(),
                FEEDBACK.slo(),
                FEEDBACK.costRhythm(),
                FEEDBACK.overrides(),
                FEEDBACK.recommendations(),
                FEEDBACK.missing(),
                FEEDBACK.notices());
    }
}
