package dev.lumen.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.api.MetricDescriptor.ValueType;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.NoDataException;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import dev.lumen.api.units.ByteSize;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.read.CloudRunService;
import dev.lumen.gcp.read.Memorystore;
import dev.lumen.gcp.testkit.Minutes;
import dev.lumen.gcp.testkit.MonitoringServer;
import dev.lumen.gcp.testkit.Series;
import dev.lumen.gcp.testkit.SeriesKey;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("any-jdk")
@Timeout(60)
class CloudMonitoringMetricSourceTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:30Z");
    private static final Instant END = Instant.parse("2026-11-01T11:55:00Z");
    private static final CacheName CACHE = CacheName.of("ion-api");
    private static final String RATIO = "custom.googleapis.com/cache_hit_rate";
    private static final Duration LONG = Duration.ofSeconds(30);

    private static MonitoringServer server;
    private static MonitoringLink link;

    private final Minutes minutes = new Minutes(server, END);

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
    void memorystore_is_read_over_an_hour_that_ended_five_minutes_ago() throws Exception {
        minutes.redis("cache-1", 70);
        minutes.redis("cache-2", 70);
        Reading.Windowed reading = read(redis());
        assertThat(reading.window()).isEqualTo(Window.ending(END, Duration.ofHours(1)));
        assertThat(reading.lookups()).isEqualTo(Lookups.counted(420, 180));
        assertThat(reading.removals()).isEqualTo(Removals.of(120, 60));
        assertThat(reading.gauges().used()).contains(ByteSize.ofMegabytes(128));
        assertThat(reading.gauges().capacity()).contains(ByteSize.ofMegabytes(256));
        assertThat(reading.gauges().keys()).hasValue(1000);
    }

    @Test
    void a_reading_takes_as_many_calls_as_it_says_and_each_returns_one_series() throws Exception {
        minutes.redis("cache-1", 60);
        CloudMonitoringMetricSource source =
                redis().latencyOf(CloudRunService.of("us-central1", "ion-api")).build();
        source.read(CACHE);
        assertThat(server.calls()).hasSize(source.callsPerReading()).containsOnly("ListTimeSeries");
        assertThat(source.callsPerReading()).isEqualTo(8);
    }

    @Test
    void a_redis_cluster_is_read_over_all_of_its_shards() throws Exception {
        totals("redis.googleapis.com/cluster/", "redis.googleapis.com/Cluster", "cluster_id");
        check(read(source().memorystore(Memorystore.cluster("us-central1", "cache-1"))));
    }

    @Test
    void valkey_is_read_like_a_redis_cluster() throws Exception {
        totals("memorystore.googleapis.com/instance/", "memorystore.googleapis.com/Instance", "instance_id");
        check(read(source().memorystore(Memorystore.valkey("us-central1", "cache-1"))));
    }

    @Test
    void the_hit_ratio_that_a_service_writes_is_the_mean_over_series_and_window() throws Exception {
        server.create(Series.gauge(RATIO, ValueType.DOUBLE));
        minutes.gauge(Series.custom(RATIO, Map.of("instance", "a")), 60, i -> Series.number(0.7));
        minutes.gauge(Series.custom(RATIO, Map.of("instance", "b")), 60, i -> Series.number(0.8));
        Reading.Windowed reading = read(source());
        assertThat(reading.lookups().hitRatio().orElseThrow()).isCloseTo(0.75, within(1e-9));
        assertThat(reading.lookups().requests()).isEmpty();
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void some_series_of_the_ratio_can_be_told_from_others() throws Exception {
        server.create(Series.gauge(RATIO, ValueType.DOUBLE));
        minutes.gauge(Series.custom(RATIO, Map.of("instance", "a")), 60, i -> Series.number(0.7));
        minutes.gauge(Series.custom(RATIO, Map.of("instance", "b")), 60, i -> Series.number(0.8));
        assertThat(read(source().hitRatio(RATIO, "metric.labels.instance = \"b\""))
                        .lookups()
                        .hitRatio()
                        .orElseThrow())
                .isCloseTo(0.8, within(1e-9));
    }

    @Test
    void a_metric_that_is_not_there_is_no_data_with_the_command_that_makes_it() {
        assertThatThrownBy(() -> read(source()))
                .isInstanceOf(NoDataException.class)
                .hasMessageContaining("no points in the last 1 h")
                .hasMessageContaining("https://monitoring.googleapis.com/v3/projects/naeda-genesis/metricDescriptors")
                .hasMessageContaining(
                        "-d '{\"type\": \"" + RATIO + "\", \"metricKind\": \"GAUGE\", \"valueType\": \"DOUBLE\"}'");
    }

    @Test
    void a_metric_without_points_in_the_window_is_no_data_and_never_zero() {
        server.create(Series.gauge(RATIO, ValueType.DOUBLE));
        server.put(Series.custom(RATIO, Map.of()), NOW, NOW, Series.number(0.7));
        assertThatThrownBy(() -> read(source())).isInstanceOf(NoDataException.class);
        assertThatThrownBy(() -> read(redis()))
                .isInstanceOf(NoDataException.class)
                .hasMessageContaining("Memorystore for Redis cache-1 in us-central1");
    }

    @Test
    void what_has_no_points_is_absent_beside_what_has() throws Exception {
        minutes.gauge(Series.redis("stats/memory/usage", "cache-1", "primary"), 60, i -> Series.whole(5L << 20));
        minutes.counts(Series.redis("stats/keyspace_hits", "cache-1", "primary"), 60, i -> Series.whole(5));
        CloudMonitoringMetricSource source = redis().build();
        Reading.Windowed reading = (Reading.Windowed) source.read(CACHE);
        assertThat(reading.lookups()).isEqualTo(Lookups.unknown());
        assertThat(reading.removals()).isEqualTo(Removals.unknown());
        assertThat(reading.gauges().capacity()).isEmpty();
        assertThat(source.notices())
                .anyMatch(notice -> notice.contains("misses (no points"))
                .anyMatch(notice -> notice.contains("only one of the two"));
    }

    @Test
    void counts_are_of_the_periods_since_the_last_gap_alone() throws Exception {
        SeriesKey misses = Series.redis("stats/keyspace_misses", "cache-1", "primary");
        minutes.counts(Series.redis("stats/keyspace_hits", "cache-1", "primary"), 60, i -> Series.whole(7));
        minutes.counts(misses, 10, i -> Series.whole(3));
        new Minutes(server, END.minusSeconds(900)).counts(misses, 40, i -> Series.whole(3));
        CloudMonitoringMetricSource source = redis().build();
        Reading.Windowed reading = (Reading.Windowed) source.read(CACHE);
        assertThat(reading.window()).isEqualTo(Window.ending(END, Duration.ofMinutes(10)));
        assertThat(reading.lookups()).isEqualTo(Lookups.counted(70, 30));
        assertThat(source.notices()).anyMatch(notice -> notice.contains("latest 2 of 12 periods"));
    }

    @Test
    void a_ratio_above_one_is_refused_by_name() {
        server.create(Series.gauge(RATIO, ValueType.DOUBLE));
        minutes.gauge(Series.custom(RATIO, Map.of()), 60, i -> Series.number(72));
        assertThatThrownBy(() -> read(source()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("72");
    }

    @Test
    void the_latency_is_the_95th_percentile_of_all_requests_of_the_service() throws Exception {
        List<Double> fast = java.util.Collections.nCopies(90, 10.0);
        List<Double> slow = java.util.Collections.nCopies(10, 400.0);
        minutes.counts(Series.run("request_latencies", "ion-api", "r1", Map.of()), 60, i -> Series.distribution(fast));
        minutes.counts(Series.run("request_latencies", "ion-api", "r2", Map.of()), 60, i -> Series.distribution(slow));
        CloudMonitoringMetricSource source =
                source().latencyOf(CloudRunService.of("us-central1", "ion-api")).build();
        Reading.Windowed reading = (Reading.Windowed) source.read(CACHE);
        assertThat(reading.gauges().p95Latency().orElseThrow())
                .isBetween(Duration.ofMillis(330), Duration.ofMillis(480));
        assertThat(source.notices()).anyMatch(notice -> notice.contains("requests of ion-api"));
    }

    @Test
    void a_server_of_several_caches_is_not_asked_for_hits() throws Exception {
        minutes.redis("cache-1", 60);
        CloudMonitoringMetricSource source = redis().holdsSeveralCaches().build();
        Reading.Windowed reading = (Reading.Windowed) source.read(CACHE);
        assertThat(reading.lookups()).isEqualTo(Lookups.unknown());
        assertThat(reading.removals().evictions()).isEqualTo(OptionalLong.of(120));
        assertThat(source.callsPerReading()).isEqualTo(5);
    }

    @Test
    void what_passes_is_tried_again() throws Exception {
        minutes.redis("cache-1", 60);
        server.refuse("ListTimeSeries", Status.UNAVAILABLE, 2);
        server.refuse("ListTimeSeries", Status.RESOURCE_EXHAUSTED, 1);
        assertThat(read(redis().timeLimit(LONG)).lookups()).isEqualTo(Lookups.counted(420, 180));
    }

    @Test
    void a_refusal_is_not_tried_again_and_names_the_role() {
        server.refuse("ListTimeSeries", Status.PERMISSION_DENIED.withDescription("no way"), 1);
        assertThatThrownBy(() -> read(source().timeLimit(LONG)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("PERMISSION_DENIED")
                .hasMessageContaining("no way")
                .hasMessageContaining("roles/monitoring.viewer");
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void one_metric_that_is_refused_costs_itself_alone() throws Exception {
        minutes.redis("cache-1", 60);
        server.refuse("ListTimeSeries", Status.PERMISSION_DENIED, 1);
        CloudMonitoringMetricSource source = redis().timeLimit(LONG).build();
        assertThat(source.read(CACHE)).isNotNull();
        assertThat(source.notices()).anyMatch(notice -> notice.contains("PERMISSION_DENIED"));
    }

    @Test
    void a_server_that_does_not_answer_costs_the_time_limit_and_no_more() {
        server.hang("ListTimeSeries", 7);
        assertThatThrownBy(() -> read(redis().timeLimit(Duration.ofMillis(300))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no answer within 300 ms");
    }

    @Test
    void a_server_that_stays_unavailable_is_given_up_in_time() {
        server.refuse("ListTimeSeries", Status.UNAVAILABLE, 1000);
        assertThatThrownBy(() -> read(source().timeLimit(Duration.ofSeconds(1))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void settings_that_the_api_would_refuse_are_refused_by_name() {
        assertThatThrownBy(() -> source().alignment(Duration.ofSeconds(30)).build())
                .hasMessageContaining("lookback and alignment period");
        assertThatThrownBy(() -> source().lookback(Duration.ofMinutes(7)).build())
                .hasMessageContaining("PT7M and PT5M");
        assertThatThrownBy(() -> Memorystore.redis("us-central1", "x\" OR \"")).hasMessageContaining("id of the cache");
        assertThatThrownBy(() -> MonitoringLink.to("Naeda Genesis")).hasMessageContaining("Google Cloud project");
        assertThatThrownBy(() -> MonitoringLink.to("naeda-genesis").endpoint("http://here:1/"))
                .hasMessageContaining("host:port");
    }

    private static CloudMonitoringMetricSourceBuilder source() {
        return CloudMonitoringMetricSource.of(link).clock(() -> NOW).timeLimit(LONG);
    }

    private static CloudMonitoringMetricSourceBuilder redis() {
        return source().memorystore(Memorystore.redis("us-central1", "cache-1"));
    }

    private static Reading.Windowed read(CloudMonitoringMetricSourceBuilder builder) throws Exception {
        return (Reading.Windowed) builder.build().read(CACHE);
    }

    private void totals(String prefix, String resource, String id) {
        Map<String, String> labels =
                Map.of("resource_container", "projects/1", "location", "us-central1", id, "cache-1");
        Map<String, String> primary = Map.of("role", "primary");
        minutes.counts(
                new SeriesKey(prefix + "stats/total_keyspace_hits_count", primary, resource, labels),
                60,
                i -> Series.whole(7));
        minutes.counts(
                new SeriesKey(prefix + "stats/total_keyspace_misses_count", primary, resource, labels),
                60,
                i -> Series.whole(3));
        minutes.counts(
                new SeriesKey(prefix + "stats/total_evicted_keys_count", Map.of(), resource, labels),
                60,
                i -> Series.whole(2));
        minutes.counts(
                new SeriesKey(prefix + "stats/total_expired_keys_count", Map.of(), resource, labels),
                60,
                i -> Series.whole(1));
        minutes.gauge(
                new SeriesKey(prefix + "memory/total_used_memory", Map.of(), resource, labels),
                60,
                i -> Series.whole(128L << 20));
        minutes.gauge(
                new SeriesKey(prefix + "memory/size", Map.of(), resource, labels), 60, i -> Series.whole(256L << 20));
        minutes.gauge(
                new SeriesKey(prefix + "keyspace/total_keys", Map.of(), resource, labels), 60, i -> Series.whole(1000));
    }

    private static void check(Reading.Windowed reading) {
        assertThat(reading.lookups()).isEqualTo(Lookups.counted(420, 180));
        assertThat(reading.removals()).isEqualTo(Removals.of(120, 60));
        assertThat(reading.gauges().used()).contains(ByteSize.ofMegabytes(128));
        assertThat(reading.gauges().capacity()).contains(ByteSize.ofMegabytes(256));
        assertThat(reading.gauges().keys()).hasValue(1000);
    }
}
