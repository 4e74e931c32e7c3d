package dev.lumen.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the service says to requests that are as they should be, that are not, and that hardly come. */
@Tag("any-jdk")
class ServiceTest {
    private static final String CLOSE = "Host: localhost\r\nConnection: close\r\n";
    private static final Limits SHORT = new Limits(
            4_096,
            Duration.ofMillis(500),
            Duration.ofMillis(1_000),
            Duration.ofSeconds(30),
            64,
            Duration.ofSeconds(8),
            Duration.ofMillis(20));

    private static Loop loop;
    private static Service service;
    private static Client client;

    @BeforeAll
    static void open() throws IOException {
        loop = new Loop();
        service = loop.service().limits(SHORT).start();
        client = new Client(service);
        assertThat(loop.get()).isNotNull();
    }

    @AfterAll
    static void close() {
        service.close();
        loop.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/healthz, text/plain, ok",
        "/readyz, text/plain, ready",
        "/feedback, application/json, '\"cacheName\":\"answers\"'",
        "/metrics, text/plain, lumen_http_requests",
        "/, text/html, <main>",
        "/?query=ignored, text/html, <main>"
    })
    void what_can_be_read_is_and_nothing_of_it_is_kept_or_framed(String path, String type, String holds)
            throws Exception {
        client.get("/healthz");
        HttpResponse<String> response = client.get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains(holds);
        assertThat(response.headers().firstValue("content-type").orElse("")).startsWith(type);
        assertThat(response.headers().map())
                .containsEntry("cache-control", List.of("no-store"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("x-frame-options", List.of("DENY"))
                .containsEntry("referrer-policy", List.of("no-referrer"))
                .doesNotContainKeys("server", "x-powered-by", "set-cookie");
        HttpResponse<String> head = client.send(client.request(path).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /feedback/run, POST",
        "HEAD, /feedback/run, POST",
        "PUT, /feedback/run, POST",
        "DELETE, /, 'GET, HEAD'",
        "OPTIONS, /, 'GET, HEAD'",
        "POST, /feedback, 'GET, HEAD'",
        "PATCH, /pubsub, POST",
        "TRACE, /metrics, 'GET, HEAD'",
        "NONSENSE, /healthz, 'GET, HEAD'"
    })
    void another_method_is_405_with_those_that_are_allowed(String method, String path, String allowed)
            throws Exception {
        int before = loop.begun.get();
        String answer = client.raw(method + " " + path + " HTTP/1.1\r\n" + CLOSE + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 405 ").contains("Allow: " + allowed + "\r\n");
        assertThat(loop.begun).hasValue(before);
    }

    @ParameterizedTest
    @CsvSource({
        "/nothing",
        "/feedback/",
        "/feedback/run/",
        "/HEALTHZ",
        "/login",
        "/slack/interactions",
        "/proposals/answer",
        "/favicon.ico",
        "/.git/config",
        "/feedback%00",
        "/feedback%2frun",
        "/%2e%2e/feedback/run",
        "/feedback/..%2f..%2fetc/passwd",
        "/..;/feedback/run",
        "/feedback;x=1/run;y",
        "//feedback//run",
        "/feedback\\run",
        "/feedback/%c0%ae%c0%ae/run",
        "/../../../../etc/passwd"
    })
    void other_paths_and_their_disguises_lead_nowhere(String path) throws Exception {
        int before = loop.begun.get();
        String answer = client.raw("POST " + path + " HTTP/1.1\r\n" + CLOSE + "Content-Length: 0\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1\\.1 (400|404) .*\\{\"error\":\\{\"status\":40[04],.*");
        assertHoldsNothingOfTheInside(answer);
        assertThat(loop.begun).hasValue(before);
    }

    static Stream<Arguments> malformed() {
        String post = "POST /feedback/run HTTP/1.1\r\n" + CLOSE;
        return Stream.of(
                Arguments.of("both lengths", post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("two lengths", post + "Content-Length: 0\r\nContent-Length: 4\r\n\r\nabcd"),
                Arguments.of("a list of lengths", post + "Content-Length: 0, 4\r\n\r\nabcd"),
                Arguments.of("a negative length", post + "Content-Length: -1\r\n\r\n"),
                Arguments.of("a length with a sign", post + "Content-Length: +1\r\n\r\na"),
                Arguments.of("a length beyond numbers", post + "Content-Length: 99999999999999999999\r\n\r\n"),
                Arguments.of("another encoding", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("chunked, but not last", post + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"),
                Arguments.of("blank before the colon", post + "Content-Length : 0\r\n\r\n"),
                Arguments.of("a folded header", post + "X-A: b\r\n c: d\r\n\r\n"),
                Arguments.of("NUL in a header", post + "X-A: b\0c\r\n\r\n"),
                Arguments.of("NUL in a name", post + "X\0A: b\r\n\r\n"),
                Arguments.of("chunk of no size", post + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n"),
                Arguments.of("no host", "GET /feedback HTTP/1.1\r\nConnection: close\r\n\r\n"),
                Arguments.of("two hosts", "GET /feedback HTTP/1.1\r\nHost: evil.example.org\r\n" + CLOSE + "\r\n"),
                Arguments.of("huge header", "GET / HTTP/1.1\r\n" + CLOSE + "X-A: " + "a".repeat(20_000) + "\r\n\r\n"),
                Arguments.of("huge target", "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n" + CLOSE + "\r\n"),
                Arguments.of("HTTP/0.9", "GET /\r\n\r\n"),
                Arguments.of("HTTP/3.7", "GET / HTTP/3.7\r\n" + CLOSE + "\r\n"),
                Arguments.of("HTTP/2 as if agreed", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                Arguments.of("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n"),
                Arguments.of("no HTTP at all", "hello\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void malformed(String what, String bytes) throws Exception {
        int before = loop.begun.get();
        String answer = client.raw(bytes);
        assertThat(answer).as(what).matches("(?s)(HTTP/1\\.1 (400|411|414|431|501|505|426) .*)?");
        assertThat(answer.split("HTTP/1\\.1 ", -1)).as("answers").hasSizeLessThanOrEqualTo(2);
        assertHoldsNothingOfTheInside(answer);
        assertThat(loop.begun).as("runs").hasValue(before);
        assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
    }

    private static void assertHoldsNothingOfTheInside(String answer) {
        assertThat(answer)
                .doesNotContain("Exception", "jetty", "Jetty", "org.", "java", "dev.lumen", "\tat ", "Caused by")
                .doesNotContainIgnoringCase("\r\nserver:");
    }

    @Test
    void a_body_beyond_the_limit_is_413_before_it_is_read() throws Exception {
        String head = "POST /feedback/run HTTP/1.1\r\nHost: localhost\r\n";
        assertThat(client.raw(head + "Content-Length: 4097\r\n\r\n")).startsWith("HTTP/1.1 413 ");
        String chunk = "1000\r\n" + "a".repeat(4_096) + "\r\n";
        assertThat(client.raw(head + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void only_names_of_this_machine_have_the_loop_run() throws Exception {
        int before = loop.begun.get();
        for (String header : List.of(
                "Host: evil.example.org",
                "Host: localhost\r\nX-Forwarded-For: 192.0.2.1",
                "Host: localhost\r\nForwarded: for=192.0.2.1",
                "Host: localhost\r\nOrigin: http://evil.example.org",
                "Host: localhost\r\nOrigin: null",
                "Host: localhost\r\nSec-Fetch-Site: cross-site")) {
            assertThat(client.raw("POST /feedback/run HTTP/1.1\r\n" + header
                            + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"))
                    .as(header)
                    .matches("(?s)HTTP/1\\.1 (403|421) .*");
        }
        assertThat(client.raw(
                        "POST http://evil.example.org/feedback/run HTTP/1.1\r\n" + CLOSE + "Content-Length: 0\r\n\r\n"))
                .matches("(?s)HTTP/1\\.1 (400|403|421) .*");
        assertThat(loop.begun).hasValue(before);
    }

    @Test
    void http_1_0_is_answered() throws Exception {
        assertThat(client.raw("GET /healthz HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("ok\n");
    }

    @Test
    void a_run_that_takes_longer_than_a_connection_may_be_silent_is_answered() throws Exception {
        loop.before = () -> pause(SHORT.idle().plusMillis(300));
        try {
            assertThat(client.post("/feedback/run", "").statusCode()).isEqualTo(200);
        } finally {
            loop.before = () -> {};
        }
    }

    @Test
    void those_who_hardly_send_are_let_go_and_the_others_served() throws Exception {
        try (Socket silent = client.connect();
                Socket headers = client.connect();
                Socket second = client.connect();
                Socket body = client.connect()) {
            write(headers, "GET / HTTP/1.1\r\nHost: localhost\r\n");
            write(second, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\n");
            write(body, "POST /feedback/run HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000\r\n\r\n");
            List<Thread> dripping = List.of(drip(headers, "X-A: b\r\n"), drip(second, "X-A: b\r\n"), drip(body, "a"));
            assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(Client.rest(silent)).isEmpty();
            assertThat(Client.rest(headers)).isEmpty();
            assertThat(Client.rest(body)).startsWith("HTTP/1.1 408 ");
            assertThat(Client.rest(second)).startsWith("HTTP/1.1 200 ");
            for (Thread each : dripping) {
                each.join();
            }
        }
    }

    private static Thread drip(Socket socket, String what) {
        Thread thread = new Thread(() -> {
            try {
                for (int i = 0; i < 300; i++) {
                    write(socket, what);
                    pause(Duration.ofMillis(100));
                }
            } catch (IOException e) {
                // The other side has ended it, which is what the test is about.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
