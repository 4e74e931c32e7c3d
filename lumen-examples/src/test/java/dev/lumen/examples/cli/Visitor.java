package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person, or a machine, at the address of a running {@code lumen serve}. */
final class Visitor {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Pattern ADDRESS = Pattern.compile("lumen: listening on (http://127\\.0\\.0\\.1:\\d+/)");
    private static final Pattern WORD = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final URI address;

    /**
     * A visitor.
     *
     * @param said the line that the service has said when it began to listen
     */
    Visitor(String said) {
        this.address = URI.create(found(ADDRESS, said));
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = to(path);
        return HTTP.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String form, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = to(path).header("Content-Type", "application/x-www-form-urlencoded");
        return HTTP.send(
                (headers.length == 0 ? request : request.headers(headers))
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
    }

    /** The feedback of a run that is asked for. */
    JsonNode run() throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/feedback/run", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    /** Asks for a run, and does not wait for its answer. */
    CompletableFuture<HttpResponse<String>> askForRun() {
        return HTTP.sendAsync(to("/feedback/run").POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    /** Shows the token, approves a proposal on the page, and returns the status. */
    int approve(String id, String name, String token) throws IOException, InterruptedException {
        HttpResponse<String> login = post("/login", "name=" + name + "&token=" + encoded(token));
        String cookie = login.headers().firstValue("set-cookie").orElseThrow().replaceFirst(";.*", "");
        String word = found(WORD, get("/", "Cookie", cookie).body());
        String answer = "id=" + id + "&verdict=approve&why=fine&csrf=" + encoded(word);
        return post("/proposals/answer", answer, "Cookie", cookie).statusCode();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(matcher.groupCount());
    }
}
