package dev.lumen.examples.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A headless Chromium, spoken to over the DevTools protocol. It is looked for where the system property {@code
 * lumen.chromium} says, else on {@code PATH}. For one thread.
 */
final class Chromium implements AutoCloseable {
    private static final String LISTENING = "DevTools listening on ";
    private static final long PATIENCE_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> incoming = new LinkedBlockingQueue<>();
    private int lastId;

    /** Starts one whose files are in {@code directory}. */
    Chromium(Path directory) throws IOException {
        process = new ProcessBuilder(
                        executable().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + directory,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader errors = process.errorReader();
        String line = errors.readLine();
        while (line != null && !line.startsWith(LISTENING)) {
            line = errors.readLine();
        }
        if (line == null) {
            throw new IOException("Chromium ended without listening");
        }
        drain(errors);
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(line.substring(LISTENING.length())), new Listener())
                .join();
    }

    private static Path executable() {
        String given = System.getProperty("lumen.chromium", "");
        Stream<Path> places = given.isEmpty()
                ? Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                                .map(name -> Path.of(folder, name)))
                : Stream.of(Path.of(given));
        return places.filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no Chromium found: install one, or name it with -Dlumen.chromium=PATH"));
    }

    /** So that it never waits for somebody to read what it complains about. */
    private static void drain(BufferedReader errors) {
        Thread reader = new Thread(() -> errors.lines().forEach(line -> {}), "chromium-errors");
        reader.setDaemon(true);
        reader.start();
    }

    /** Calls a method and returns its result; {@code events} gets what was reported meanwhile. */
    JsonNode call(String session, String method, Map<String, Object> parameters, List<JsonNode> events)
            throws IOException, InterruptedException {
        int id = ++lastId;
        Map<String, Object> message = session.isEmpty()
                ? Map.of("id", id, "method", method, "params", parameters)
                : Map.of("id", id, "method", method, "params", parameters, "sessionId", session);
        socket.sendText(JSON.writeValueAsString(message), true).join();
        while (true) {
            JsonNode answer = next();
            if (answer.path("id").asInt() == id) {
                if (answer.has("error")) {
                    throw new IOException(method + ": " + answer.path("error"));
                }
                return answer.path("result");
            }
            events.add(answer);
        }
    }

    /** Waits for an event. */
    void await(String method, List<JsonNode> events) throws IOException, InterruptedException {
        while (events.stream().noneMatch(event -> event.path("method").asText().equals(method))) {
            events.add(next());
        }
    }

    private JsonNode next() throws IOException, InterruptedException {
        JsonNode message = incoming.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new IOException("Chromium says nothing");
        }
        return message;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        @SuppressWarnings("FutureReturnValueIgnored")
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                try {
                    incoming.add(JSON.readTree(message.toString()));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                message.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
