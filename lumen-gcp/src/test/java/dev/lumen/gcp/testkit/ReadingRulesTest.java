package dev.lumen.gcp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.MetricDescriptor.ValueType;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode.Code;
import com.google.cloud.monitoring.v3.MetricServiceClient;
import com.google.monitoring.v3.Aggregation;
import com.google.monitoring.v3.Aggregation.Aligner;
import com.google.monitoring.v3.Aggregation.Reducer;
import com.google.monitoring.v3.ListTimeSeriesRequest;
import com.google.monitoring.v3.ListTimeSeriesResponse;
import com.google.monitoring.v3.Point;
import com.google.protobuf.Duration;
import dev.lumen.gcp.link.MonitoringLink;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules by which the test server lets itself be read. */
@Tag("any-jdk")
class ReadingRulesTest {
    private static final Instant END = Instant.parse("2026-11-01T12:00:00Z");
    private static final String HITS = "metric.type = \"redis.googleapis.com/stats/keyspace_hits\"";
    private static final String USED = "metric.type = \"redis.googleapis.com/stats/memory/usage\"";
    private static final String LATENCIES = "metric.type = \"run.googleapis.com/request_latencies\"";

    private static MonitoringServer server;
    private static MonitoringLink link;
    private static MetricServiceClient client;

    @BeforeAll
    static void start() throws IOException {
        server = MonitoringServer.start();
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
    void differences_are_added_up_over_series_and_come_newest_first() {
        minutes(Series.redis("stats/keyspace_hits", "a", "primary"), 15, 10);
        minutes(Series.redis("stats/keyspace_hits", "b", "primary"), 15, 1);
        List<Point> points = read(HITS, 15, 300, Aligner.ALIGN_DELTA, Reducer.REDUCE_SUM)
                .getTimeSeries(0)
                .getPointsList();
        assertThat(points).extracting(point -> point.getValue().getInt64Value()).containsExactly(55L, 55L, 55L);
        assertThat(points)
                .extracting(point -> point.getInterval().getEndTime().getSeconds())
                .containsExactly(END.getEpochSecond(), END.getEpochSecond() - 300, END.getEpochSecond() - 600);
    }

    @Test
    void a_period_without_points_has_no_value() {
        SeriesKey hits = Series.redis("stats/keyspace_hits", "a", "primary");
        server.put(hits, END.minusSeconds(660), END.minusSeconds(600), Series.whole(5));
        server.put(hits, END.minusSeconds(60), END, Series.whole(7));
        assertThat(read(HITS, 15, 300, Aligner.ALIGN_DELTA, Reducer.REDUCE_SUM)
                        .getTimeSeries(0)
                        .getPointsList())
                .extracting(point -> point.getValue().getInt64Value())
                .containsExactly(7L, 5L);
    }

    @Test
    void a_filter_takes_only_the_series_that_it_describes() {
        minutes(Series.redis("stats/keyspace_hits", "a", "primary"), 5, 10);
        minutes(Series.redis("stats/keyspace_hits", "a", "replica"), 5, 3);
        String primaries = HITS + " AND metric.labels.role = \"primary\" AND resource.labels.region = \"us-central1\"";
        assertThat(read(primaries, 5, 60, Aligner.ALIGN_DELTA, Reducer.REDUCE_NONE)
                        .getTimeSeriesList())
                .hasSize(1);
        assertThat(read(HITS, 5, 60, Aligner.ALIGN_DELTA, Reducer.REDUCE_NONE).getTimeSeriesList())
                .hasSize(2);
        assertThat(read(
                                HITS + " AND resource.labels.instance_id = ends_with(\"/b\")",
                                5,
                                60,
                                Aligner.ALIGN_DELTA,
                                Reducer.REDUCE_NONE)
                        .getTimeSeriesList())
                .isEmpty();
    }

    @Test
    void a_percentile_is_that_of_all_series_together() {
        List<Double> fast = new ArrayList<>();
        List<Double> slow = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            fast.add(10.0);
        }
        for (int i = 0; i < 10; i++) {
            slow.add(1000.0);
        }
        server.put(
                Series.run("request_latencies", "ion-api", "r1", Map.of()),
                END.minusSeconds(60),
                END,
                Series.distribution(fast));
        server.put(
                Series.run("request_latencies", "ion-api", "r2", Map.of()),
                END.minusSeconds(60),
                END,
                Series.distribution(slow));
        double p95 = read(LATENCIES, 60, 3600, Aligner.ALIGN_DELTA, Reducer.REDUCE_PERCENTILE_95)
                .getTimeSeries(0)
                .getPoints(0)
                .getValue()
                .getDoubleValue();
        assertThat(p95).isBetween(800.0, 1200.0);
    }

    @Test
    void an_unknown_metric_is_not_found_and_a_known_one_without_points_is_empty() {
        refused("metric.type = \"custom.googleapis.com/cache_hit_rate\"", 300, Aligner.ALIGN_MEAN, Code.NOT_FOUND);
        server.create(Series.gauge("custom.googleapis.com/cache_hit_rate", ValueType.DOUBLE));
        assertThat(read(
                                "metric.type = \"custom.googleapis.com/cache_hit_rate\"",
                                60,
                                300,
                                Aligner.ALIGN_MEAN,
                                Reducer.REDUCE_MEAN)
                        .getTimeSeriesList())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "resource.type = \"redis_instance\"",
                "metric.type = starts_with(\"redis.googleapis.com/\")",
                "metric.type = \"a.googleapis.com/b\" OR metric.type = \"a.googleapis.com/c\"",
                "metric.type = ",
                "metric.type = \"run.googleapis.com/request_count\" AND colour = \"red\"",
                "metric.type = \"run.googleapis.com/request_count\" AND ("
            })
    void a_filter_that_is_none_or_names_not_one_metric_is_refused(String filter) {
        refused(filter, 300, Aligner.ALIGN_DELTA, Code.INVALID_ARGUMENT);
    }

    @ParameterizedTest
    @CsvSource({
        "usage, 59, ALIGN_MEAN",
        "usage, 300, ALIGN_DELTA",
        "usage, 300, ALIGN_RATE",
        "usage, 300, ALIGN_PERCENTILE_95",
        "hits, 300, ALIGN_NEXT_OLDER",
        "latencies, 300, ALIGN_MAX"
    })
    void an_alignment_that_does_not_fit_the_metric_is_refused(String metric, int period, Aligner aligner) {
        String filter =
                Map.of("usage", USED, "hits", HITS, "latencies", LATENCIES).get(metric);
        refused(filter, period, aligner, Code.INVALID_ARGUMENT);
    }

    @Test
    void a_reducer_needs_an_aligner() {
        assertThatThrownBy(() -> read(HITS, 60, 300, Aligner.ALIGN_NONE, Reducer.REDUCE_SUM))
                .hasMessageContaining("aligner must be specified");
    }

    @Test
    void long_lists_come_in_pages() {
        for (int i = 0; i < 5; i++) {
            minutes(Series.redis("stats/keyspace_hits", "i" + i, "primary"), 4, 1);
        }
        ListTimeSeriesRequest request = request(HITS, 4, 60, Aligner.ALIGN_DELTA, Reducer.REDUCE_NONE).toBuilder()
                .setPageSize(8)
                .build();
        ListTimeSeriesResponse first = client.listTimeSeriesCallable().call(request);
        assertThat(first.getTimeSeriesCount()).isEqualTo(2);
        assertThat(client.listTimeSeries(request).iterateAll()).hasSize(5);
        assertThatThrownBy(() -> client.listTimeSeriesCallable()
                        .call(request.toBuilder().setPageToken("mine").build()))
                .hasMessageContaining("page_token");
    }

    @Test
    void only_its_own_project_is_known_and_names_have_a_form() {
        ListTimeSeriesRequest request = request(HITS, 4, 60, Aligner.ALIGN_DELTA, Reducer.REDUCE_NONE);
        assertThat(code(() -> client.listTimeSeriesCallable()
                        .call(request.toBuilder().setName("naeda-genesis").build())))
                .isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(code(() -> client.listTimeSeriesCallable()
                        .call(request.toBuilder().setName("projects/another").build())))
                .isEqualTo(Code.PERMISSION_DENIED);
    }

    private void refused(String filter, int period, Aligner aligner, Code code) {
        assertThat(code(() -> read(filter, 60, period, aligner, Reducer.REDUCE_NONE)))
                .isEqualTo(code);
    }

    static Code code(Runnable call) {
        try {
            call.run();
        } catch (ApiException e) {
            return e.getStatusCode().getCode();
        }
        return Code.OK;
    }

    private static void minutes(SeriesKey key, int count, long value) {
        for (int i = 0; i < count; i++) {
            Instant end = END.minusSeconds(60L * i);
            server.put(key, end.minusSeconds(60), end, Series.whole(value));
        }
    }

    private static ListTimeSeriesResponse read(
            String filter, int minutes, int period, Aligner aligner, Reducer reducer) {
        return client.listTimeSeriesCallable().call(request(filter, minutes, period, aligner, reducer));
    }

    private static ListTimeSeriesRequest request(
            String filter, int minutes, int period, Aligner aligner, Reducer reducer) {
        return ListTimeSeriesRequest.newBuilder()
                .setName("projects/" + MonitoringServer.PROJECT)
                .setFilter(filter)
                .setInterval(Series.interval(END.minusSeconds(60L * minutes), END))
                .setAggregation(Aggregation.newBuilder()
                        .setAlignmentPeriod(Duration.newBuilder().setSeconds(period))
                        .setPerSeriesAligner(aligner)
                        .setCrossSeriesReducer(reducer))
                .build();
    }
}
