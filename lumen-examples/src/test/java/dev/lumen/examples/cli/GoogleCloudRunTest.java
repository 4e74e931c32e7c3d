package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.api.MetricDescriptor.ValueType;
import com.google.monitoring.dashboard.v1.Dashboard;
import com.google.monitoring.v3.AlertPolicy;
import com.google.monitoring.v3.ServiceLevelObjective;
import com.google.protobuf.Duration;
import dev.lumen.gcp.testkit.Minutes;
import dev.lumen.gcp.testkit.MonitoringServer;
import dev.lumen.gcp.testkit.Series;
import dev.lumen.gcp.testkit.StoredPoint;
import dev.lumen.gcp.write.CacheHitRate;
import dev.lumen.gcp.write.LumenMetric;
import io.grpc.Status;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that look at a Google Cloud project, on a server that holds to the rules of Google's. */
@Tag("any-jdk")
@Timeout(120)
class GoogleCloudRunTest {
    private static final String OBJECTIVE =
            "projects/" + MonitoringServer.PROJECT + "/services/ion-api/serviceLevelObjectives/availability";

    private static final String FILE = """
            {"cache": {"name": "from-a-file", "windowSeconds": 3600, "hits": 7250, "misses": 2750},
             "maturity": {"dimensions": [{"name": "logging", "score": 75}]}}""";

    /** Longer than anything takes on a busy machine. */
    private static final String PATIENT = "100s";

    /** For what never answers. */
    private static final String BRIEF = "1500ms";

    private static MonitoringServer server;

    private final Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    @BeforeAll
    static void start() {
        server = MonitoringServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void clear() {
        server.clear();
    }

    private static Map<String, String> projectAlone() {
        return Map.of("PROJECT_ID", MonitoringServer.PROJECT, "MONITORING_ENDPOINT", server.endpoint());
    }

    private static Map<String, String> whole() {
        Map<String, String> environment = new HashMap<>(projectAlone());
        environment.putAll(Map.of(
                "REGION",
                "us-central1",
                "SERVICE_NAME",
                "ion-api",
                "MEMORYSTORE_INSTANCE",
                "cache-1",
                "CLOUD_RUN_USD_PER_INSTANCE_SECOND",
                "0.00003"));
        return environment;
    }

    private static Outcome run(Map<String, String> environment, String deadline, String... options) {
        return Outcome.in(
                environment,
                Stream.concat(Stream.of("run", "--format", "json", "--deadline", deadline), Stream.of(options))
                        .toArray(String[]::new));
    }

    /** Seven hits of ten, an objective that is met, an alert policy, and a bill that repeats each day. */
    private void fill() {
        new Minutes(server, minute).redis("cache-1", 80);
        server.add(ServiceLevelObjective.newBuilder()
                .setName(OBJECTIVE)
                .setDisplayName("availability")
                .setGoal(0.9)
                .setRollingPeriod(Duration.newBuilder().setSeconds(86_400))
                .build());
        for (int i = 0; i < 80; i++) {
            server.events(OBJECTIVE, minute.minusSeconds(60L * i), 95, 100);
        }
        server.add(AlertPolicy.newBuilder().setDisplayName("hit rate").build());
        Instant hour = minute.truncatedTo(ChronoUnit.HOURS);
        for (int i = 0; i < 192; i++) {
            Instant end = hour.minus(i, ChronoUnit.HOURS);
            double busy = 1800 + 900 * Math.sin(i * Math.PI / 12);
            server.put(
                    Series.run("container/billable_instance_time", "ion-api", "r", Map.of()),
                    end.minusSeconds(3600),
                    end,
                    Series.number(busy));
            server.put(
                    Series.run("request_count", "ion-api", "r", Map.of("response_code_class", "2xx")),
                    end.minusSeconds(3600),
                    end,
                    Series.whole(Math.round(10 * busy)));
        }
    }

    @Test
    void what_a_run_finds_is_the_projects_and_goes_back_to_it() {
        fill();
        Outcome outcome = run(whole(), PATIENT);

        assertThat(outcome.err()).isEmpty();
        JsonNode feedback = outcome.json();
        assertThat(feedback.at("/cacheName").textValue()).isEqualTo("ion-api");
        assertThat(feedback.at("/cache/hitRatio").doubleValue()).isEqualTo(0.7);
        assertThat(feedback.at("/slo/objectives/0/name").textValue()).contains("availability");
        assertThat(feedback.at("/slo/complianceScore").doubleValue()).isEqualTo(100);
        assertThat(feedback.at("/maturity/dimensions")).hasSize(5);
        assertThat(feedback.at("/costRhythm/state").textValue()).isEqualTo("RESONANT");
        assertThat(feedback.at("/roi").isMissingNode()).isFalse();
        assertThat(feedback.at("/missing")).isEmpty();
        assertThat(outcome.status()).isLessThanOrEqualTo(ExitStatus.WARNING);
        assertThat(written(LumenMetric.HIT_RATIO)).containsExactly(0.7);
        assertThat(written(LumenMetric.GATE_SCORE))
                .containsExactly(feedback.at("/gate/score").doubleValue());
        assertThat(server.autoCreated()).isEmpty();
    }

    @Test
    void a_project_alone_has_the_guides_metric() {
        server.create(Series.gauge(CacheHitRate.TYPE, ValueType.DOUBLE));
        new Minutes(server, minute).gauge(Series.custom(CacheHitRate.TYPE, Map.of()), 80, i -> Series.number(0.72));
        Outcome outcome = run(projectAlone(), PATIENT);

        assertThat(outcome.json().at("/cache/hitRatio").doubleValue()).isCloseTo(0.72, within(1e-9));
        assertThat(outcome.json().at("/maturity/dimensions")).hasSize(5);
        assertThat(outcome.json().at("/costRhythm").isMissingNode()).isTrue();
        assertThat(outcome.json().at("/missing/0/detail").textValue()).contains("no service-level objective");
        assertThat(written(LumenMetric.HIT_RATIO)).singleElement(DOUBLE).isCloseTo(0.72, within(1e-9));
    }

    @Test
    void the_cache_alone_is_read_and_nothing_is_written() {
        fill();
        Outcome outcome = Outcome.in(whole(), "cache", "--format", "json", "--dump-metrics", "--deadline", PATIENT);

        assertThat(outcome.json().at("/cache/hitRatio").doubleValue()).isEqualTo(0.7);
        assertThat(outcome.json().at("/cacheName").textValue()).isEqualTo("ion-api");
        assertThat(outcome.status()).isLessThanOrEqualTo(ExitStatus.WARNING);
        assertThat(server.calls()).isNotEmpty().containsOnly("ListTimeSeries");
    }

    @Test
    void a_file_stands_in_for_the_cache_that_the_project_does_not_know_and_wins_on_the_service() {
        Outcome outcome =
                Outcome.fed(projectAlone(), FILE, "run", "--signals", "-", "--format", "json", "--deadline", PATIENT);

        assertThat(outcome.json().at("/cacheName").textValue()).isEqualTo("from-a-file");
        assertThat(outcome.json().at("/cache/hitRatio").doubleValue()).isEqualTo(0.725);
        assertThat(outcome.json().at("/maturity/score").doubleValue()).isEqualTo(75);
        assertThat(server.calls()).doesNotContain("ListAlertPolicies");
    }

    @Test
    void what_may_not_be_read_is_missing_with_the_role_that_it_takes() {
        fill();
        server.refuse("ListTimeSeries", Status.PERMISSION_DENIED, 100);
        Outcome outcome = run(whole(), PATIENT);

        assertThat(outcome.status()).isEqualTo(ExitStatus.UNKNOWN);
        assertThat(outcome.json().at("/maturity/dimensions")).hasSize(5);
        assertThat(outcome.json().at("/cache").isMissingNode()).isTrue();
        assertThat(details(outcome)).anyMatch(detail -> detail.contains("roles/monitoring.viewer"));
        assertThat(written(LumenMetric.HIT_RATIO)).isEmpty();
        assertThat(written(LumenMetric.MISSING_PARTS)).hasSize(1);
    }

    @Test
    void what_may_not_be_written_is_said_and_costs_nothing_else() {
        fill();
        server.refuse("CreateTimeSeries", Status.PERMISSION_DENIED, 100);
        Outcome outcome = run(whole(), PATIENT);

        assertThat(outcome.json().at("/missing")).isEmpty();
        assertThat(outcome.status()).isLessThanOrEqualTo(ExitStatus.WARNING);
        assertThat(outcome.err())
                .startsWith("lumen: Cloud Monitoring has not got the metrics of this run: ")
                .contains("roles/monitoring.metricWriter")
                .hasLineCount(1);
    }

    @Test
    void a_project_that_is_unavailable_is_asked_until_the_time_is_up_and_then_missing() {
        List.of("ListTimeSeries", "ListServiceLevelObjectives", "ListAlertPolicies", "ListMetricDescriptors")
                .forEach(method -> server.refuse(method, Status.UNAVAILABLE, 1000));
        Outcome outcome = run(whole(), BRIEF);

        assertThat(outcome.status()).isEqualTo(ExitStatus.UNKNOWN);
        assertThat(details(outcome)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(outcome.err()).contains("Cloud Monitoring has not got the metrics of this run");
    }

    @Test
    @Timeout(30)
    void a_project_that_never_answers_does_not_hold_the_run_beyond_its_deadline() {
        Stream.of(
                        "ListTimeSeries",
                        "ListServiceLevelObjectives",
                        "ListAlertPolicies",
                        "ListUptimeCheckConfigs",
                        "ListNotificationChannels",
                        "ListDashboards",
                        "ListMetricDescriptors")
                .forEach(method -> server.hang(method, 1000));
        Outcome outcome = Outcome.fed(
                whole(),
                "{\"slo\": [{\"name\": \"l\", \"comparator\": \"AT_LEAST\", \"objective\": 0.9, \"actual\": 0.95}]}",
                "run",
                "--signals",
                "-",
                "--format",
                "json",
                "--deadline",
                BRIEF);

        assertThat(outcome.json().at("/slo/complianceScore").doubleValue()).isEqualTo(100);
        assertThat(details(outcome)).isNotEmpty();
        assertThat(outcome.status()).isEqualTo(ExitStatus.UNKNOWN);
        assertThat(outcome.err()).contains("Cloud Monitoring has not got the metrics of this run");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PROJECT_ID                         | Naeda           | an id of 6 to 30 lower-case letters
            MONITORING_ENDPOINT                | http://localhost| host:port
            MONITORING_ENDPOINT                | localhost:99999 | a port from 1 to 65535
            MONITORING_ENDPOINT                | localhost:0     | a port from 1 to 65535
            MEMORYSTORE_INSTANCE               | Cache 1         | lower-case letters
            MEMORYSTORE_PRODUCT                | memcached       | redis, cluster, valkey
            CLOUD_RUN_USD_PER_INSTANCE_SECOND  | cheap           | 0 to 1000000, in US dollars
            CLOUD_RUN_USD_PER_INSTANCE_SECOND  | -1              | 0 to 1000000, in US dollars
            CLOUD_RUN_USD_PER_MILLION_REQUESTS | NaN             | 0 to 1000000, in US dollars
            SERVICE_NAME                       | Ion_API         | lower-case letters""")
    void a_bad_value_is_one_message(String variable, String value, String allowed) {
        Map<String, String> environment = new HashMap<>(whole());
        environment.put(variable, value);
        for (String command : List.of("run", "cache", "serve")) {
            Outcome outcome = Outcome.in(environment, command);
            assertThat(outcome.status()).isEqualTo(ExitStatus.CONFIGURATION);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err())
                    .startsWith("lumen: ")
                    .contains(variable, "'" + value + "'", "allowed: ", allowed)
                    .doesNotContain("Exception");
        }
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void all_that_is_wrong_is_said_at_once() {
        Map<String, String> environment = new HashMap<>(projectAlone());
        environment.putAll(Map.of(
                "PROJECT_ID",
                "Naeda",
                "MONITORING_ENDPOINT",
                "http://localhost",
                "MEMORYSTORE_INSTANCE",
                "cache-1",
                "CLOUD_RUN_USD_PER_MILLION_REQUESTS",
                "0.4",
                "MONITORING_LOOKBACK_HOURS",
                "0.01"));
        Outcome outcome = Outcome.in(environment, "run");

        assertThat(outcome.status()).isEqualTo(ExitStatus.CONFIGURATION);
        assertThat(outcome.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("PROJECT_ID is 'Naeda', allowed: an id"),
                        line -> assertThat(line)
                                .contains("MONITORING_ENDPOINT is 'http://localhost', allowed: host:port"),
                        line -> assertThat(line).contains("MEMORYSTORE_INSTANCE is 'cache-1', allowed: with REGION"),
                        line -> assertThat(line).contains("CLOUD_RUN_USD_PER_MILLION_REQUESTS is '0.4', allowed: with"),
                        line -> assertThat(line).contains("MONITORING_LOOKBACK_HOURS is 36 s, allowed"));
    }

    @Test
    void a_run_makes_the_dashboard_once_and_writes_test_data_when_it_is_asked_to() {
        Outcome outcome = run(projectAlone(), PATIENT, "--create-dashboard", "--test-data", "0.75");

        assertThat(outcome.err()).isEmpty();
        assertThat(server.dashboards()).extracting(Dashboard::getDisplayName).containsExactly("Lumen Feedback Loop");
        assertThat(server.points(server.series(CacheHitRate.TYPE).get(0)))
                .extracting(StoredPoint::number)
                .containsExactly(0.75);
        assertThat(run(projectAlone(), PATIENT, "--create-dashboard").err())
                .contains("the dashboard was there, and stays as it is");
        assertThat(server.dashboards()).hasSize(1);

        server.refuse("ListDashboards", Status.PERMISSION_DENIED, 2);
        assertThat(run(projectAlone(), PATIENT, "--create-dashboard").err())
                .contains("Cloud Monitoring has not got the dashboard: ", "roles/monitoring.dashboardEditor");
    }

    @Test
    void what_is_written_beside_feedback_takes_a_project_and_a_ratio() {
        Outcome nowhere = Outcome.in(Map.of(), "run", "--checklist", "none.json", "--create-dashboard");
        assertThat(nowhere.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(nowhere.err()).contains("--create-dashboard is given, allowed: with the variable PROJECT_ID");
        Outcome wrong = run(projectAlone(), PATIENT, "--test-data", "75");
        assertThat(wrong.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(wrong.err()).startsWith("lumen: --test-data is 75.0, allowed: 0 to 1");
        assertThat(server.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"cluster, cluster", "valkey, instance"})
    void each_product_of_memorystore_is_read_by_its_own_metrics(String product, String of) {
        Map<String, String> environment = new HashMap<>(whole());
        environment.put("MEMORYSTORE_PRODUCT", product);
        server.refuse("ListTimeSeries", Status.PERMISSION_DENIED, 1000);
        assertThat(details(run(environment, PATIENT)).toString()).contains("googleapis.com/" + of + "/");
    }

    @Test
    void a_deadline_has_bounds() {
        Outcome outcome = run(projectAlone(), "11m");

        assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(outcome.err()).startsWith("lumen: --deadline is 660 s, allowed: 1s to 10m");
    }

    private static List<Double> written(LumenMetric metric) {
        return server.series(metric.type()).stream()
                .flatMap(key -> server.points(key).stream())
                .map(StoredPoint::number)
                .toList();
    }

    private static List<String> details(Outcome outcome) {
        return outcome.json().at("/missing").findValuesAsText("detail");
    }
}
