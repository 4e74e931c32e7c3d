package dev.lumen.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An HTTP server on the loopback: Slack as its clients see it, or a host that Slack calls. */
public final class LoopbackServer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LinkedBlockingQueue<Got> got = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<Answer> script = new ConcurrentLinkedQueue<>();

    /** What came. */
    public record Got(String path, Map<String, List<String>> headers, String body) {
        /** The body as JSON. */
        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What is answered; {@code first} may take its time. */
    public record Answer(int status, Map<String, String> headers, String body, Runnable first) {
        /** At once. */
        public static Answer of(int status, String body) {
            return new Answer(status, Map.of(), body, () -> {});
        }

        Answer with(String header, String value) {
            return new Answer(status, Map.of(header, value), body, first);
        }

        Answer after(Runnable wait) {
            return new Answer(status, headers, body, wait);
        }
    }

    /** What answers a request. */
    @FunctionalInterface
    public interface Handler {
        /** The answer to a request. */
        Answer handle(HttpExchange exchange) throws IOException;
    }

    private LoopbackServer(Handler handler) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange, handler.handle(exchange));
            }
        });
        server.start();
    }

    /** Slack: says {@code ok} to everything, unless it was told something else before. */
    public static LoopbackServer slack() throws IOException {
        LoopbackServer[] self = new LoopbackServer[1];
        self[0] = new LoopbackServer(exchange -> self[0].scripted(exchange));
        return self[0];
    }

    /** A host with the address that Slack sends to. */
    public static LoopbackServer host(SlackInteractions interactions) throws IOException {
        return new LoopbackServer(exchange -> {
            byte[] body = SlackInteractions.read(exchange.getRequestBody());
            SlackInteractions.Response response = interactions.handle(exchange.getRequestHeaders(), body);
            return Answer.of(response.status(), response.body());
        });
    }

    private Answer scripted(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        got.add(new Got(exchange.getRequestURI().getPath(), Map.copyOf(exchange.getRequestHeaders()), body));
        Answer next = script.poll();
        return next == null ? Answer.of(200, "ok") : next;
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        answer.first().run();
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    /** What it says next, one for each request. */
    public void says(Answer... answers) {
        script.addAll(List.of(answers));
    }

    /** An address of it. */
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** The next request that came or comes. */
    public Got next() throws InterruptedException {
        Got next = got.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next)
                .as("a request that comes within " + PATIENCE_SECONDS + " s")
                .isNotNull();
        return next;
    }

    /** What came and was not looked at. */
    public List<Got> others() {
        List<Got> rest = new ArrayList<>();
        got.drainTo(rest);
        return rest;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
