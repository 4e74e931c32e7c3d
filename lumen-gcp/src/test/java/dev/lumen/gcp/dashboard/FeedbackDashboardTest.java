package dev.lumen.gcp.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.LabelDescriptor;
import com.google.api.MetricDescriptor;
import com.google.monitoring.dashboard.v1.Dashboard;
import com.google.monitoring.dashboard.v1.MosaicLayout.Tile;
import com.google.monitoring.dashboard.v1.TimeSeriesFilter;
import com.google.monitoring.dashboard.v1.Widget;
import com.google.monitoring.dashboard.v1.XyChart.DataSet;
import com.google.monitoring.v3.Aggregation;
import com.google.monitoring.v3.Aggregation.Aligner;
import com.google.monitoring.v3.Aggregation.Reducer;
import com.google.monitoring.v3.ListTimeSeriesRequest;
import dev.lumen.api.testkit.Feedbacks;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.testkit.MonitoringServer;
import dev.lumen.gcp.testkit.Series;
import dev.lumen.gcp.write.CloudMonitoringSink;
import dev.lumen.gcp.write.LumenMetric;
import dev.lumen.gcp.write.WriterIdentity;
import io.grpc.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The dashboard is one that the API's own types can read, and shows what Lumen writes and nothing else. */
@Tag("any-jdk")
@Timeout(60)
class FeedbackDashboardTest {
    private static final java.time.Duration LONG = java.time.Duration.ofSeconds(30);
    private static final Pattern TYPE = Pattern.compile("metric\\.type = \"([^\"]+)\"");
    private static final Pattern LABEL = Pattern.compile("metric\\.label\\.\"([a-z]+)\"|metric\\.labels\\.([a-z]+)");
    private static final Map<String, MetricDescriptor> WRITTEN = Arrays.stream(LumenMetric.values())
            .map(LumenMetric::descriptor)
            .collect(Collectors.toMap(MetricDescriptor::getType, Function.identity()));

    private static MonitoringServer server;
    private static MonitoringLink link;

    @BeforeAll
    static void start() {
        server = MonitoringServer.start();
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
    void it_has_the_five_widgets_of_the_guide() throws Exception {
        Dashboard dashboard = FeedbackDashboard.parsed();
        assertThat(dashboard.getDisplayName()).isEqualTo("Lumen Feedback Loop");
        assertThat(dashboard.getMosaicLayout().getTilesList())
                .extracting(tile -> tile.getWidget().getTitle())
                .contains(
                        "Unified Gate Score",
                        "Cache Hit Rate",
                        "TTL Distribution",
                        "Memory Usage",
                        "Optimization Actions (7 days)");
    }

    @Test
    void it_uses_exactly_metrics_that_lumen_writes_and_labels_that_they_have() throws Exception {
        assertThat(filters()).hasSize(9);
        for (TimeSeriesFilter filter : filters()) {
            Matcher type = TYPE.matcher(filter.getFilter());
            assertThat(type.find()).isTrue();
            MetricDescriptor descriptor = WRITTEN.get(type.group(1));
            assertThat(descriptor).as(type.group(1)).isNotNull();
            assertThat(labels(String.join(" ", filter.getAggregation().getGroupByFieldsList())))
                    .isSubsetOf(keys(descriptor));
        }
    }

    @Test
    void legends_name_labels_that_the_metrics_have() throws Exception {
        for (DataSet set : dataSets()) {
            Matcher type =
                    TYPE.matcher(set.getTimeSeriesQuery().getTimeSeriesFilter().getFilter());
            assertThat(type.find()).isTrue();
            assertThat(labels(set.getLegendTemplate())).isNotEmpty().isSubsetOf(keys(WRITTEN.get(type.group(1))));
        }
    }

    /** The test server knows no groups, so that part of the questions is left out. */
    @Test
    void each_of_its_questions_finds_what_the_sink_wrote() throws Exception {
        server.takeAnyTime();
        Instant end = Feedbacks.typical().timestamp();
        CloudMonitoringSink.to(link, WriterIdentity.of("us-central1", "ion-api"), java.time.Duration.ofMinutes(1), LONG)
                .accept(Feedbacks.typical());
        Set<String> empty = new TreeSet<>();
        for (TimeSeriesFilter filter : filters()) {
            ListTimeSeriesRequest question = ListTimeSeriesRequest.newBuilder()
                    .setName(link.projectName())
                    .setFilter(filter.getFilter())
                    .setInterval(Series.interval(end.minusSeconds(7 * 86400), end))
                    .setAggregation(Aggregation.newBuilder()
                            .setAlignmentPeriod(filter.getAggregation().getAlignmentPeriod())
                            .setPerSeriesAligner(Aligner.valueOf(filter.getAggregation()
                                    .getPerSeriesAligner()
                                    .name()))
                            .setCrossSeriesReducer(Reducer.valueOf(filter.getAggregation()
                                    .getCrossSeriesReducer()
                                    .name())))
                    .build();
            if (link.metrics().listTimeSeriesCallable().call(question).getTimeSeriesCount() != 1) {
                empty.add(filter.getFilter());
            }
        }
        assertThat(empty).isEmpty();
    }

    @Test
    void tiles_lie_on_the_grid_and_none_on_another() throws Exception {
        Set<String> taken = new TreeSet<>();
        for (Tile tile : FeedbackDashboard.parsed().getMosaicLayout().getTilesList()) {
            assertThat(tile.getXPos() + tile.getWidth()).isLessThanOrEqualTo(48);
            for (int x = tile.getXPos(); x < tile.getXPos() + tile.getWidth(); x++) {
                for (int y = tile.getYPos(); y < tile.getYPos() + tile.getHeight(); y++) {
                    assertThat(taken.add(x + "/" + y)).isTrue();
                }
            }
        }
    }

    @Test
    void it_is_created_once() throws Exception {
        assertThat(FeedbackDashboard.createIfAbsent(link, LONG)).isTrue();
        assertThat(FeedbackDashboard.createIfAbsent(link, LONG)).isFalse();
        assertThat(server.dashboards()).extracting(Dashboard::getDisplayName).containsExactly("Lumen Feedback Loop");
    }

    @Test
    void a_refusal_names_the_role() {
        server.refuse("CreateDashboard", Status.PERMISSION_DENIED, 1);
        assertThatThrownBy(() -> FeedbackDashboard.createIfAbsent(link, LONG))
                .hasMessageContaining("roles/monitoring.dashboardEditor");
    }

    private static List<TimeSeriesFilter> filters() throws Exception {
        List<TimeSeriesFilter> filters = new ArrayList<>();
        for (Widget widget : widgets()) {
            if (widget.hasScorecard()) {
                filters.add(widget.getScorecard().getTimeSeriesQuery().getTimeSeriesFilter());
            }
        }
        dataSets().forEach(set -> filters.add(set.getTimeSeriesQuery().getTimeSeriesFilter()));
        return filters;
    }

    private static List<DataSet> dataSets() throws Exception {
        return widgets().stream()
                .flatMap(widget -> widget.getXyChart().getDataSetsList().stream())
                .toList();
    }

    private static List<Widget> widgets() throws Exception {
        return FeedbackDashboard.parsed().getMosaicLayout().getTilesList().stream()
                .map(Tile::getWidget)
                .toList();
    }

    private static Set<String> labels(String text) {
        Set<String> labels = new TreeSet<>();
        Matcher matcher = LABEL.matcher(text);
        while (matcher.find()) {
            labels.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return labels;
    }

    private static Set<String> keys(MetricDescriptor descriptor) {
        return descriptor.getLabelsList().stream().map(LabelDescriptor::getKey).collect(Collectors.toSet());
    }
}
