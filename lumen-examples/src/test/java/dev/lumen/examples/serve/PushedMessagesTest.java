package dev.lumen.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.core.state.FileStateStore;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Pub/Sub pushes: a run for each message, one and no more; and what only looks like a push. */
@Tag("any-jdk")
class PushedMessagesTest {
    private static final String PATH = "/pubsub";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    private static Path folder;

    private static Loop loop;
    private static Service service;
    private static Client client;

    @BeforeAll
    static void open() throws IOException {
        loop = new Loop();
        service = service();
        client = new Client(service);
    }

    private static Service service() throws IOException {
        return loop.service()
                .heard(new FileStateStore(folder.resolve("pubsub.json")))
                .start();
    }

    @AfterAll
    static void close() {
        service.close();
        loop.close();
    }

    @AfterEach
    void calm() {
        loop.before = () -> {};
    }

    /** As Pub/Sub sends it: both spellings, data in Base64. */
    private static String push(String id) {
        return """
                {"message": {"attributes": {"key": "value"}, "data": "SGVsbG8=", "messageId": "%s", "message_id": "%s",
                 "publishTime": "2026-11-28T12:00:00.5Z"}, "subscription": "projects/p/subscriptions/s"}
                """.formatted(id, id);
    }

    private static String newId() {
        return "20701169" + NUMBER.incrementAndGet();
    }

    @Test
    void a_message_that_comes_again_is_acknowledged_and_has_nothing_run() throws Exception {
        String id = newId();
        int before = loop.begun.get();
        assertThat(client.post(PATH, push(id)).statusCode()).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> again = client.post(PATH, push(id));
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).contains("heard before");
        }
        assertThat(loop.begun).hasValue(before + 1);
        assertThat(client.post(PATH, push(newId())).statusCode()).isEqualTo(200);
        assertThat(loop.begun).hasValue(before + 2);
    }

    @Test
    void a_message_that_comes_again_while_its_run_is_under_way_waits_for_that_one() throws Exception {
        String id = newId();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        loop.before = () -> {
            begun.countDown();
            await(go);
        };
        int before = loop.begun.get();
        List<CompletableFuture<HttpResponse<String>>> all =
                Stream.generate(() -> client.posting(PATH, push(id))).limit(10).toList();
        await(begun);
        CompletableFuture<HttpResponse<String>> late = client.posting(PATH, push(id));
        assertThat(all).noneMatch(CompletableFuture::isDone);
        go.countDown();
        assertThat(all)
                .allSatisfy(each ->
                        assertThat(each.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200));
        assertThat(late.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(loop.begun).hasValue(before + 1);
    }

    @Test
    void a_restart_does_not_forget_what_was_heard() throws Exception {
        String id = newId();
        assertThat(client.post(PATH, push(id)).statusCode()).isEqualTo(200);
        int before = loop.begun.get();
        try (Service next = service()) {
            assertThat(new Client(next).post(PATH, push(id)).body()).contains("heard before");
        }
        assertThat(loop.begun).hasValue(before);
    }

    @Test
    void a_message_whose_run_failed_is_not_acknowledged_and_runs_when_it_is_delivered_again() throws Exception {
        String id = newId();
        loop.before = () -> {
            throw new IllegalStateException("hunter2 is in the message of the exception");
        };
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> failed = client.post(PATH, push(id));
            assertThat(failed.statusCode()).isEqualTo(500);
            assertThat(failed.body()).doesNotContain("hunter2", "Exception", "java", "\tat ");
        }
        calm();
        int before = loop.begun.get();
        assertThat(client.post(PATH, push(id)).body()).contains("the loop has run");
        assertThat(loop.begun).hasValue(before + 1);
    }

    static Stream<String> malformed() {
        return Stream.of(
                "",
                " ",
                "{}",
                "[]",
                "null",
                "1",
                "\"text\"",
                "{\"message\":null}",
                "{\"message\":\"1\"}",
                "{\"message\":[]}",
                "{\"message\":{}}",
                "{\"message\":{\"data\":\"SGVsbG8=\"}}",
                "{\"message\":{\"messageId\":1}}",
                "{\"message\":{\"messageId\":null}}",
                "{\"message\":{\"messageId\":\"\"}}",
                "{\"message\":{\"messageId\":\"a/../b\"}}",
                "{\"message\":{\"messageId\":\"a\\nb\"}}",
                "{\"message\":{\"messageId\":\"" + "1".repeat(101) + "\"}}",
                "{\"message\":{\"messageId\":\"1\"}",
                "{\"message\":{\"messageId\":\"1\"}} and more",
                "messageId=1",
                "<message><messageId>1</messageId></message>",
                "{\"message\":" + "[".repeat(100_000),
                "{\"message\":{\"messageId\":" + "{\"a\":".repeat(50_000),
                "{\"message\":{\"messageId\":\"\ud800\"}}");
    }

    @ParameterizedTest
    @MethodSource
    void malformed(String body) throws Exception {
        int before = loop.begun.get();
        HttpResponse<String> response = client.post(PATH, body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .startsWith("{\"error\":{\"status\":400,\"message\":\"")
                .doesNotContain("Exception", "jackson", "line:");
        assertThat(loop.begun).hasValue(before);
    }

    @Test
    void bytes_that_are_no_text_are_refused() throws Exception {
        byte[] bytes = push("x").getBytes(StandardCharsets.UTF_16);
        bytes[10] = (byte) 0xff;
        assertThat(client.send(client.request(PATH).POST(BodyPublishers.ofByteArray(bytes)))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_body_larger_than_the_limit_is_refused_whether_it_says_so_or_not() throws Exception {
        byte[] large = push(newId()).concat(" ".repeat(300_000)).getBytes(StandardCharsets.UTF_8);
        int before = loop.begun.get();
        assertThat(client.raw(
                        "POST /pubsub HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + large.length + "\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
        HttpResponse<String> chunked = client.send(
                client.request(PATH).POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large))));
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(chunked.body()).contains("allowed: 262144 bytes");
        assertThat(loop.begun).hasValue(before);
    }

    @Test
    void a_store_that_fails_costs_nothing_but_the_memory_over_a_restart() throws Exception {
        StateStore broken = new StateStore() {
            @Override
            public Optional<StoredState> load() throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public void save(StoredState state) throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        Heard heard = new Heard(broken);
        heard.add("1");
        assertThat(heard.has("1")).isTrue();
    }

    @Test
    void a_damaged_file_is_as_none_and_a_thousand_ids_are_kept() throws Exception {
        Path file = folder.resolve("damaged.json");
        Files.writeString(file, "{\"ids\": 3}");
        Heard heard = new Heard(new FileStateStore(file));
        assertThat(heard.has("3")).isFalse();
        Heard inMemory = new Heard(new dev.lumen.core.state.InMemoryStateStore());
        for (int i = 0; i < 1_001; i++) {
            inMemory.add("id-" + i);
        }
        assertThat(inMemory.has("id-0")).isFalse();
        assertThat(inMemory.has("id-1")).isTrue();
        heard.add("4");
        assertThat(new Heard(new FileStateStore(file)).has("4")).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
