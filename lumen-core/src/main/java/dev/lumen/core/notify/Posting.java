package dev.lumen.core.notify;

import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** JSON by HTTP POST, each within its time, whole answer included. Thread-safe. */
final class Posting implements AutoCloseable {
    static final Duration CONNECTION = Duration.ofSeconds(2);
    static final Duration ANSWER = Duration.ofSeconds(3);

    /** A run waits no longer than this for being let in; what asks for more is put off to a later run. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /** Where a server in trouble, or one that says 429, does not say for how long. */
    private static final Duration USUAL_WAIT = Duration.ofMillis(250);

    private static final int TOO_MANY = 429;
    private static final int TROUBLE = 500;
    private static final int LONGEST_TEXT = 65_536;

    /** Of {@link System#nanoTime}: from when on {@link #patiently} may try again. */
    private final AtomicLong notBefore = new AtomicLong(System.nanoTime());

    private final Duration answer;
    private final Duration usualWait;

    private @Nullable HttpClient client; // guarded by this
    private boolean closed; // guarded by this

    Posting() {
        this(ANSWER, USUAL_WAIT);
    }

    /** With another patience, and another wait before a retry where the server names none, for tests. */
    Posting(Duration answer, Duration usualWait) {
        this.answer = answer;
        this.usualWait = usualWait;
    }

    /** What came back, its text cut where it is long. */
    record Result(int status, String text, Optional<Duration> retryAfter) {
        boolean asksForAnother() {
            return status == TOO_MANY || status >= TROUBLE;
        }
    }

    /** Tries a second time where the first was not taken, and not at all while the server wants to be left alone. */
    Result patiently(URI to, Optional<String> authorization, String json) throws SlackException, InterruptedException {
        long left = notBefore.get() - System.nanoTime();
        if (left > 0) {
            throw new SlackException(
                    "Slack asked to be left alone for " + (TimeUnit.NANOSECONDS.toSeconds(left) + 1) + " s more",
                    false);
        }
        Optional<Result> first = first(to, authorization, json);
        if (first.isPresent() && !first.get().asksForAnother()) {
            return first.get();
        }
        Duration wait = first.flatMap(Result::retryAfter).orElse(usualWait);
        if (wait.compareTo(LONGEST_WAIT) <= 0) {
            Thread.sleep(wait.toMillis());
            return settled(once(to, authorization, json));
        }
        return settled(first.orElseThrow());
    }

    /** Empty where no connection was to be had, so that nothing can have arrived. */
    private Optional<Result> first(URI to, Optional<String> authorization, String json)
            throws SlackException, InterruptedException {
        try {
            return Optional.of(once(to, authorization, json));
        } catch (NotReached e) {
            return Optional.empty();
        }
    }

    private Result settled(Result last) throws SlackException {
        if (!last.asksForAnother()) {
            return last;
        }
        last.retryAfter().ifPresent(wait -> notBefore.set(System.nanoTime() + wait.toNanos()));
        throw new SlackException(
                "Slack answered with status " + last.status()
                        + last.retryAfter()
                                .map(wait -> " and asked to wait " + wait.toSeconds() + " s")
                                .orElse(""),
                false);
    }

    Result once(URI to, Optional<String> authorization, String json) throws SlackException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(to)
                .timeout(answer)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8));
        authorization.ifPresent(value -> request.header("Authorization", value));
        Text text = new Text();
        CompletableFuture<HttpResponse<Void>> call = client().sendAsync(
                        request.build(), BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(text::add)));
        try {
            HttpResponse<Void> response = call.get(answer.toNanos(), TimeUnit.NANOSECONDS);
            return new Result(response.statusCode(), text.toString(), retryAfter(response));
        } catch (TimeoutException e) {
            throw tooSlow();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            call.cancel(true);
        }
    }

    /** In words of its own: those of the cause may hold the address. */
    private SlackException failure(@Nullable Throwable cause) {
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return new NotReached();
        }
        if (cause instanceof HttpTimeoutException) {
            return tooSlow();
        }
        String kind = cause == null ? "no reason" : cause.getClass().getSimpleName();
        return new SlackException("Slack did not answer: " + kind, false);
    }

    private SlackException tooSlow() {
        return new SlackException("Slack did not answer within " + answer.toMillis() + " ms", false);
    }

    /** In whole seconds, as Slack sends it; a date or nonsense counts as nothing said. */
    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    private synchronized HttpClient client() throws SlackException {
        if (closed) {
            throw new SlackException("the client is closed", false);
        }
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECTION)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        }
        return client;
    }

    @Override
    public synchronized void close() {
        closed = true;
        Object last = client;
        client = null;
        if (last instanceof AutoCloseable closeable) { // from Java 21 on
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("an HTTP client cannot be closed", e);
            }
        }
    }

    /** Nothing listens there. */
    private static final class NotReached extends SlackException {
        private static final long serialVersionUID = 1;

        NotReached() {
            super("Slack could not be reached: no connection", false);
        }
    }

    /** The beginning of a body; the rest is let go. Filled by one thread after another. */
    private static final class Text {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        synchronized void add(byte[] part) {
            bytes.write(part, 0, Math.min(part.length, LONGEST_TEXT - bytes.size()));
        }

        @Override
        public synchronized String toString() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
