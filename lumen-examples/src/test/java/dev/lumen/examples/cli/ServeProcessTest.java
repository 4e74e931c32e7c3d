package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lumen serve} as a process of its own, told to stop as an operator tells it. */
@Tag("any-jdk")
class ServeProcessTest {
    private static final String TOKEN = "a-token-that-nobody-guesses";
    private static final String PASSWORD = "the-secret-of-slack-0123456789";
    private static final Pattern ID = Pattern.compile("ttl-[0-9a-f]{8}");
    private static final String SIGNALS = """
            {"cache": {"name": "ion-api", "windowSeconds": 3600, "hits": 6500, "misses": 3500, "evictions": 0,
                       "usedBytes": 201326592, "capacityBytes": 268435456, "ttlSeconds": 300, "p95LatencyMillis": 85}}
            """;

    @TempDir
    private Path directory;

    private Path signals;
    private Path log;

    @BeforeEach
    void prepare() throws IOException {
        signals = Files.writeString(directory.resolve("signals.json"), SIGNALS);
        log = directory.resolve("log");
    }

    private ServingProcess start() throws Exception {
        return new ServingProcess(
                Map.of(
                        "LUMEN_TOKEN",
                        TOKEN,
                        "SLACK_SIGNING_SECRET",
                        PASSWORD,
                        "SLACK_WEBHOOK_URL",
                        "https://127.0.0.1:1/hook"),
                log,
                "--signals",
                signals.toString(),
                "--state-dir",
                directory.resolve("state").toString());
    }

    @Test
    void a_proposal_outlives_a_restart_and_is_approved_on_the_page_and_applied_by_the_next_run() throws Exception {
        String id;
        try (ServingProcess service = start()) {
            service.visitor().run();
            id = Visitor.found(ID, service.visitor().get("/").body());
            service.tellToStop();
            service.assertEnds();
        }
        try (ServingProcess service = start()) {
            Visitor visitor = service.visitor();
            assertThat(visitor.get("/feedback").statusCode()).isEqualTo(404);
            assertThat(visitor.get("/").body()).contains(id).contains("Waiting for an answer");
            assertThat(visitor.approve(id, "anna", TOKEN)).isEqualTo(303);
            JsonNode feedback = visitor.run();
            assertThat(feedback.toString()).contains(id);
            service.tellToStop();
            service.assertEnds();
        }
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
        try (ServingProcess service = start()) {
            Files.delete(signals);
            assertThat(new ProcessBuilder("mkfifo", signals.toString()).start().waitFor())
                    .isZero();
            CompletableFuture<HttpResponse<String>> waiting = service.visitor().askForRun();
            // Opens once the run reads on the other side.
            try (var pipe = Files.newOutputStream(signals)) {
                service.tellToStop();
                pipe.write(SIGNALS.getBytes(StandardCharsets.UTF_8));
            }
            HttpResponse<String> answer = waiting.get(Visitor.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"recommendedTtlSeconds\"");
            service.assertEnds();
        }
        assertThat(directory.resolve("state").resolve("state.json")).exists();
    }

    @Test
    void a_port_that_is_taken_is_one_error() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Outcome outcome = Outcome.of("serve", "--port", port, "--signals", signals.toString());
            assertThat(outcome.status()).isEqualTo(69);
            assertThat(outcome.err()).contains("cannot listen on 127.0.0.1:" + port);
        }
    }

    @Test
    void proposing_takes_a_place_to_keep_proposals_in() {
        Outcome outcome = Outcome.of("serve", "--level", "propose", "--signals", signals.toString());
        assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(outcome.err()).contains("--level is propose, allowed: observe", "--state-dir");
    }
}
