package dev.lumen.examples.cloudrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.MetricDescriptor.ValueType;
import com.google.monitoring.v3.TypedValue;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.core.json.LumenJson;
import dev.lumen.gcp.testkit.Minutes;
import dev.lumen.gcp.testkit.MonitoringServer;
import dev.lumen.gcp.testkit.Series;
import dev.lumen.gcp.testkit.StoredPoint;
import dev.lumen.gcp.write.CacheHitRate;
import dev.lumen.redis.testkit.JavaProcess;
import dev.lumen.redis.testkit.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole host on the loopback interface, with Cloud Monitoring's server of the tests behind it over gRPC. */
@Timeout(120)
class CloudRunHostTest {
    private static MonitoringServer monitoring;

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Pattern PORT = Pattern.compile("listening on port ([0-9]+)");
    private static final int TERMINATED = 143;

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger asked = new AtomicInteger();
    private final CloudRunHost host;

    CloudRunHostTest() throws IOException {
        monitoring.clear();
        host = CloudRunHost.start(environment(), "127.0.0.1", item -> item + " " + asked.incrementAndGet());
    }

    @BeforeAll
    static void server() {
        monitoring = MonitoringServer.start();
    }

    @AfterAll
    static void noServer() {
        monitoring.close();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private static Map<String, String> environment() {
        return Map.of(
                "PORT", "0",
                "PROJECT_ID", MonitoringServer.PROJECT,
                "REGION", "us-central1",
                "K_SERVICE", "ion-api",
                "RUN_EVERY_SECONDS", "0",
                "MONITORING_ENDPOINT", monitoring.endpoint());
    }

    @Test
    void it_answers_from_the_cache_and_the_loop_writes_what_it_found() throws Exception {
        new Minutes(monitoring, Instant.now())
                .gauge(Series.custom(CacheHitRate.TYPE, Map.of()), 70, i -> Series.number(0.6));
        monitoring.create(Series.gauge(CacheHitRate.TYPE, ValueType.DOUBLE));
        assertThat(get("/price?tea")).isEqualTo("tea 1");
        assertThat(get("/price?tea")).isEqualTo("tea 1");

        UnifiedFeedback feedback = feedback(post("/lumen/run").body());
        assertThat(feedback.cache().orElseThrow().hitRatio())
                .as("of the instances before, as this one has just begun")
                .hasValue(0.6);
        assertThat(feedback.maturity()).isPresent();
        assertThat(monitoring.series("custom.googleapis.com/lumen/cache_hit_ratio"))
                .singleElement()
                .satisfies(key -> assertThat(key.metricLabels()).containsEntry("cache", "ion-api"));

        assertThat(get("/price?tea")).isEqualTo("tea 1");
        assertThat(feedback(post("/lumen/run").body()).cache().orElseThrow().hitRatio())
                .as("its own")
                .hasValue(1.0);
    }

    @Test
    void it_writes_test_data_when_asked() throws Exception {
        assertThat(post("/lumen/test-data?0.75").body()).isEqualTo("written");
        assertThat(monitoring.points(monitoring.series(CacheHitRate.TYPE).get(0)))
                .extracting(StoredPoint::value)
                .extracting(TypedValue::getDoubleValue)
                .containsExactly(0.75);
        assertThat(monitoring.descriptor(CacheHitRate.TYPE)).isPresent();
        assertThat(post("/lumen/test-data?75").statusCode()).isEqualTo(400);
        assertThat(post("/price?tea").statusCode()).isEqualTo(405);
    }

    @Test
    void it_runs_the_loop_by_itself_where_it_has_a_processor_of_its_own() throws Exception {
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("RUN_EVERY_SECONDS", "1");
        try (CloudRunHost busy = CloudRunHost.start(environment, "127.0.0.1", item -> item)) {
            assertThat(busy.port()).isNotZero();
            Patience.until(
                    "a run has written",
                    SOON,
                    () -> !monitoring
                            .series("custom.googleapis.com/lumen/maturity_score")
                            .isEmpty());
        }
    }

    @Test
    void told_to_stop_it_ends_the_request_under_way(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("log");
        List<String> talkative = List.of(
                "-Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider",
                "-Dorg.slf4j.simpleLogger.log.dev.lumen=info");
        try (JavaProcess process =
                JavaProcess.start(talkative, environment(), log.toFile(), CloudRunHost.class, "127.0.0.1")) {
            Patience.until(
                    "it listens",
                    SOON,
                    () -> PORT.matcher(Files.readString(log)).find());
            Matcher port = PORT.matcher(Files.readString(log));
            assertThat(port.find()).isTrue();
            URI address = URI.create("http://127.0.0.1:" + port.group(1));
            HttpRequest slow =
                    HttpRequest.newBuilder(address.resolve("/price?tea")).build();
            CompletableFuture<HttpResponse<String>> answer = client.sendAsync(slow, BodyHandlers.ofString());
            Patience.until("it is asked", SOON, () -> Files.readString(log).contains("asking for tea"));
            process.terminate();
            assertThat(answer.get(SOON.toSeconds(), TimeUnit.SECONDS).body()).startsWith("USD ");
            assertThat(process.status()).isEqualTo(TERMINATED);
        }
    }

    @Test
    void it_says_which_variable_is_missing() {
        assertThatThrownBy(() -> CloudRunHost.start(Map.of("PROJECT_ID", "naeda-genesis"), "127.0.0.1", item -> item))
                .hasMessage("REGION is absent, and needed");
    }

    @Test
    void the_documentation_shows_what_is_compiled_here() throws IOException {
        Path module = Path.of("").toAbsolutePath();
        String source = compact(Files.readString(
                module.resolve("src/main/java/dev/lumen/examples/cloudrun/EmbeddedLoop.java"), StandardCharsets.UTF_8));
        String docs = Files.readString(module.resolveSibling("docs/gcp.md"), StandardCharsets.UTF_8);
        String code = docs.substring(docs.indexOf("```java") + 7);
        String[] statements = compact(code.substring(0, code.indexOf("```"))).split(";", -1);
        assertThat(statements).hasSizeGreaterThan(5);
        for (String statement : statements) {
            assertThat(source).contains(statement);
        }
    }

    private static String compact(String code) {
        return code.replaceAll("//[^\n]*", "").replaceAll("\\s+", "");
    }

    private static UnifiedFeedback feedback(String json) throws IOException {
        return LumenJson.read(json.getBytes(StandardCharsets.UTF_8), UnifiedFeedback.class);
    }

    private String get(String path) throws Exception {
        return client.send(to(path).GET().build(), BodyHandlers.ofString()).body();
    }

    private HttpResponse<String> post(String path) throws Exception {
        return client.send(to(path).POST(HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + host.port() + path));
    }
}
