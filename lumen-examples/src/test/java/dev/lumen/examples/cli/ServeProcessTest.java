package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lumen serve} as a process of its own, told to stop as an operator tells it. */
@Tag("any-jdk")
class ServeProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TERMINATED = 143;
    private static final String TOKEN = "a-token-that-nobody-guesses";
    private static final String PASSWORD = "the-secret-of-slack-0123456789";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern ID = Pattern.compile("ttl-[0-9a-f]{8}");
    private static final Pattern WORD = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final String SIGNALS = """
            {"cache": {"name": "ion-api", "windowSeconds": 3600, "hits": 6500, "misses": 3500, "evictions": 0,
                       "usedBytes": 201326592, "capacityBytes": 268435456, "ttlSeconds": 300, "p95LatencyMillis": 85}}
            """;

    @TempDir
    private Path directory;

    private Path signals;
    private Path log;
    private Process process;
    private URI address;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void start() throws IOException {
        signals = Files.writeString(directory.resolve("signals.json"), SIGNALS);
        log = directory.resolve("log");
        begin();
    }

    private void begin() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "serve",
                "--port",
                "0",
                "--signals",
                signals.toString(),
                "--state-dir",
                directory.resolve("state").toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "LUMEN_TOKEN",
                        TOKEN,
                        "SLACK_SIGNING_SECRET",
                        PASSWORD,
                        "SLACK_WEBHOOK_URL",
                        "https://127.0.0.1:1/hook"));
        process = builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        BufferedReader said = process.inputReader();
        String line = said.readLine();
        assertThat(line).as("said at the start").startsWith("lumen: listening on http://127.0.0.1:");
        address = URI.create(line.substring(line.indexOf("http")));
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    private int stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = to(path);
        return http.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return http.send(
                to(path).headers("Content-Type", FORM)
                        .headers(headers.length == 0 ? new String[] {"Accept", "*/*"} : headers)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(matcher.groupCount());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void a_proposal_outlives_a_restart_and_is_approved_on_the_page_and_applied_by_the_next_run() throws Exception {
        assertThat(post("/feedback/run", "").statusCode()).isEqualTo(200);
        String id = found(ID, get("/").body());
        assertThat(stop()).isEqualTo(TERMINATED);

        begin();
        assertThat(get("/feedback").statusCode()).isEqualTo(404);
        assertThat(get("/").body()).contains(id).contains("Waiting for an answer");
        HttpResponse<String> login = post("/login", "name=anna&token=" + encoded(TOKEN));
        String cookie = login.headers().firstValue("set-cookie").orElseThrow().replaceFirst(";.*", "");
        String word = found(WORD, get("/", "Cookie", cookie).body());
        String answer = "id=" + id + "&verdict=approve&why=fine&csrf=" + encoded(word);
        assertThat(post("/proposals/answer", answer, "Cookie", cookie).statusCode())
                .isEqualTo(303);
        JsonNode feedback =
                new ObjectMapper().readTree(post("/feedback/run", "").body());
        assertThat(feedback.toString()).contains(id);
        assertThat(stop()).isEqualTo(TERMINATED);

        Outcome history =
                Outcome.of("history", "--state-dir", directory.resolve("state").toString());
        assertThat(history.out()).contains(id).contains("page:anna");
        assertLogIsForCloudLoggingAndHoldsNoSecret();
    }

    private void assertLogIsForCloudLoggingAndHoldsNoSecret() throws IOException {
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            JsonNode json = new ObjectMapper().readTree(line);
            assertThat(json.path("severity").textValue()).isIn("DEBUG", "INFO", "WARNING", "ERROR");
            assertThat(json.path("message").textValue()).isNotBlank();
        });
        assertThat(String.join("\n", lines)).doesNotContain(TOKEN).doesNotContain(PASSWORD);
    }

    @Test
    void told_to_stop_it_ends_the_run_under_way_and_answers_who_waits_for_it() throws Exception {
        Files.delete(signals);
        assertThat(new ProcessBuilder("mkfifo", signals.toString()).start().waitFor())
                .isZero();
        CompletableFuture<HttpResponse<String>> waiting =
                http.sendAsync(to("/feedback/run").POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        // Opens once the run reads on the other side.
        try (var pipe = Files.newOutputStream(signals)) {
            process.destroy();
            pipe.write(SIGNALS.getBytes(StandardCharsets.UTF_8));
        }
        HttpResponse<String> answer = waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"recommendedTtlSeconds\"");
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(TERMINATED);
        assertThat(directory.resolve("state").resolve("state.json")).exists();
    }

    @Test
    void a_port_that_is_taken_is_one_error() throws Exception {
        Outcome outcome =
                Outcome.of("serve", "--port", Integer.toString(address.getPort()), "--signals", signals.toString());
        assertThat(outcome.status()).isEqualTo(69);
        assertThat(outcome.err()).contains("cannot listen on 127.0.0.1:" + address.getPort());
    }
}
