package dev.lumen.benchmarks.serve;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code lumen serve} bears, over real HTTP on the loopback: {@code ServiceLoad lumen.jar [REQUESTS] [CONCURRENCY]}. Prints
 * for each endpoint how many requests a second it answered, how long one took, and with which status; how many runs a thousand
 * concurrent callers shared; and how long the process took to stop. Client and service share the machine.
 */
public final class ServiceLoad {
    private static final int REQUESTS = 10_000;
    private static final int CONCURRENCY = 64;
    private static final int CALLERS = 1_000;
    private static final int PATIENCE_MINUTES = 2;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern RUNS = Pattern.compile("(?m)^lumen_runs_total\\{[^}]*\\} ([0-9.E+]+)$");

    private final ServedProcess service;
    private final Tokens tokens;
    private final int requests;
    private final int concurrency;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ServiceLoad(ServedProcess service, Tokens tokens, int requests, int concurrency) {
        this.service = service;
        this.tokens = tokens;
        this.requests = requests;
        this.concurrency = concurrency;
    }

    /** Runs and prints. */
    public static void main(String[] args) throws Exception {
        Tokens tokens = new Tokens();
        try (ServedProcess service = ServedProcess.start(Path.of(args[0]), tokens)) {
            int requests = args.length > 1 ? Integer.parseInt(args[1]) : REQUESTS;
            int concurrency = args.length > 2 ? Integer.parseInt(args[2]) : CONCURRENCY;
            ServiceLoad load = new ServiceLoad(service, tokens, requests, concurrency);
            load.all();
            System.out.printf(Locale.ROOT, "told to stop it took %d ms, status %d%n", service.stop(), service.status());
        }
    }

    private void all() throws Exception {
        String bearer = "Bearer " + tokens.identity();
        shared(bearer);
        System.out.printf(
                Locale.ROOT,
                "%-26s %9s %8s %8s %8s %6s  %s%n",
                "endpoint",
                "a second",
                "p50 ms",
                "p99 ms",
                "max ms",
                "MB",
                "answers");
        for (String path : List.of("/healthz", "/readyz", "/feedback", "/metrics", "/", "/nothing")) {
            measure("GET " + path, i -> request(path).build());
        }
        measure("POST /slack/interactions", this::pressed);
        measure("POST /login, wrong", i -> form("/login", "name=load&token=wrong-token-" + i));
        measure("POST /proposals/answer", i -> form("/proposals/answer", "id=none&verdict=approve&csrf=" + i));
        measure("POST /feedback/run, forged", i -> run("Bearer " + forged(bearer, i)));
        measure("POST /feedback/run", i -> run(bearer));
        measure("POST /pubsub", i -> pushed(bearer, i));
        measure("POST /pubsub, replayed", i -> pushed(bearer, i));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(service.address() + path.substring(1)))
                .timeout(Duration.ofMinutes(PATIENCE_MINUTES));
    }

    private HttpRequest run(String bearer) {
        return request("/feedback/run")
                .header("Authorization", bearer)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
    }

    /** Another signature for the same claims. */
    private static String forged(String bearer, int i) {
        String token = bearer.substring(bearer.indexOf(' ') + 1);
        int at = token.lastIndexOf('.') + 1 + i % 300;
        char other = token.charAt(at) == 'A' ? 'B' : 'A';
        return token.substring(0, at) + other + token.substring(at + 1);
    }

    private HttpRequest form(String path, String body) {
        return request(path)
                .header("Content-Type", FORM)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest pushed(String bearer, int i) {
        String body = "{\"message\":{\"messageId\":\"" + i
                + "\",\"data\":\"eyJ9\"},\"subscription\":\"projects/p/subscriptions/s\"}";
        return request("/pubsub")
                .header("Authorization", bearer)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest pressed(int i) {
        long now = Instant.now().getEpochSecond();
        String body = "payload=%7B%22type%22%3A%22view_closed%22%2C%22trigger_id%22%3A%22" + i + "%22%7D";
        try {
            return request("/slack/interactions")
                    .header("Content-Type", FORM)
                    .header("X-Slack-Request-Timestamp", Long.toString(now))
                    .header("X-Slack-Signature", Tokens.slack(now, body))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A thousand at once have the loop run, and share what runs there are. */
    private void shared(String bearer) throws Exception {
        send(run(bearer)).join();
        double before = runs();
        long begun = System.nanoTime();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            answers.add(send(run(bearer)));
        }
        long taken =
                answers.stream().filter(each -> each.join().statusCode() == 200).count();
        System.out.printf(
                Locale.ROOT,
                "%d callers at once: %d answered, %.0f runs, %.1f s%n",
                CALLERS,
                taken,
                runs() - before,
                (System.nanoTime() - begun) / (NANOS_PER_MILLI * 1000));
    }

    private double runs() {
        Matcher found = RUNS.matcher(send(request("/metrics").build()).join().body());
        double sum = 0;
        while (found.find()) {
            sum += Double.parseDouble(found.group(1));
        }
        return sum;
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest request) {
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // failures are counted
    private void measure(String name, IntFunction<HttpRequest> request) throws Exception {
        Semaphore free = new Semaphore(concurrency);
        long[] nanos = new long[requests];
        Map<String, Integer> answers = new ConcurrentHashMap<>();
        long begun = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            int number = i;
            free.acquire();
            long sent = System.nanoTime();
            send(request.apply(i)).whenComplete((answer, failure) -> {
                nanos[number] = System.nanoTime() - sent;
                answers.merge(failure == null ? Integer.toString(answer.statusCode()) : "failed", 1, Integer::sum);
                free.release();
            });
        }
        if (!free.tryAcquire(concurrency, PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            throw new IllegalStateException(name + ": some are not answered");
        }
        double seconds = (System.nanoTime() - begun) / (NANOS_PER_MILLI * 1000);
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%-26s %9.0f %8.1f %8.1f %8.1f %6d  %s%n",
                name,
                requests / seconds,
                nanos[requests / 2] / NANOS_PER_MILLI,
                nanos[requests * 99 / 100] / NANOS_PER_MILLI,
                nanos[requests - 1] / NANOS_PER_MILLI,
                service.residentMegabytes(),
                new TreeMap<>(answers));
    }
}
