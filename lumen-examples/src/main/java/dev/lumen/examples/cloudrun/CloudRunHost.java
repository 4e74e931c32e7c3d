package dev.lumen.examples.cloudrun;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.caffeine.AdvisedCache;
import dev.lumen.caffeine.LumenCaffeine;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.core.json.LumenJson;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A web service for Cloud Run that answers from a cache whose entries live as long as Lumen advises when they are put.
 *
 * <p>{@code GET /price?ITEM} is the service; {@code POST /lumen/run} runs the loop once, for Cloud Scheduler; {@code POST
 * /lumen/test-data?0.75} writes a hit ratio as section 7.1 of the guide does. Who may call is Cloud Run's to check: deploy it without
 * {@code --allow-unauthenticated}. It ends when SIGTERM comes, with the requests and the run that are under way.
 */
public final class CloudRunHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CloudRunHost.class);
    private static final int THREADS = 16;
    private static final int STOP_SECONDS = 3;
    private static final int ENTRY_OVERHEAD = 100;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_ALLOWED = 405;
    private static final int INTERNAL = 500;

    private final Function<String, String> backend;
    private final AdvisedCache<String, String> prices;
    private final EmbeddedLoop loop;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private CloudRunHost(CloudSettings settings, String host, Function<String, String> backend) throws IOException {
        this.backend = backend;
        TtlInForce ttl = new TtlInForce(CacheName.of(settings.service()), TtlBounds.DEFAULT, Ratio.ofPercent(10));
        this.prices = LumenCaffeine.advised(
                Caffeine.newBuilder(),
                ttl,
                (item, price) -> ENTRY_OVERHEAD + item.length() + price.length(),
                ByteSize.ofMegabytes(64));
        this.loop = new EmbeddedLoop(settings, prices, ttl);
        this.server = HttpServer.create(new InetSocketAddress(host, settings.port()), 0);
        server.setExecutor(threads);
        on("GET", "/price", this::price);
        on("GET", "/healthz", query -> "ok");
        on("POST", "/lumen/run", query -> LumenJson.line(loop.run()));
        on("POST", "/lumen/test-data", query -> loop.writeTestData(ratio(query)) ? "written" : "too soon");
        server.start();
        if (!settings.every().isZero()) {
            loop.every(settings.every());
        }
    }

    /**
     * Starts it.
     *
     * @param environment what configures it, see {@link CloudSettings}
     * @param host the interface that it listens on
     * @param backend what is expensive: the price of an item
     */
    static CloudRunHost start(Map<String, String> environment, String host, Function<String, String> backend)
            throws IOException {
        return new CloudRunHost(CloudSettings.of(environment), host, backend);
    }

    /**
     * Runs until it is told to stop.
     *
     * @param args the interface that it listens on, all of them unless it is given
     */
    public static void main(String[] args) throws IOException {
        CloudRunHost host =
                start(System.getenv(), args.length == 0 ? "0.0.0.0" : args[0], CloudRunHost::askTheSupplier);
        LOG.info("listening on port {}", host.port());
        Runtime.getRuntime().addShutdownHook(new Thread(host::close, "stop"));
    }

    int port() {
        return server.getAddress().getPort();
    }

    private String price(String item) {
        return Optional.ofNullable(prices.get(item, backend)).orElse("unknown");
    }

    /** Half a second of somebody else's time. */
    private static String askTheSupplier(String item) {
        LOG.info("asking for {}", item);
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "USD " + Math.floorMod(item.hashCode(), 100);
    }

    private static Ratio ratio(String query) {
        if (!query.matches("0(\\.[0-9]{1,6})?|1")) {
            throw new IllegalArgumentException("the hit ratio is '" + query + "', allowed: 0 to 1");
        }
        return Ratio.of(Double.parseDouble(query));
    }

    private interface Answer {
        String to(String query) throws Exception;
    }

    private void on(String method, String path, Answer answer) {
        server.createContext(path, exchange -> {
            try (exchange) {
                answer(exchange, method, answer);
            }
        });
    }

    private static void answer(HttpExchange exchange, String method, Answer answer) throws IOException {
        if (!exchange.getRequestMethod().equals(method)) {
            send(exchange, NOT_ALLOWED, "allowed here: " + method);
            return;
        }
        String text;
        try {
            text = answer.to(
                    Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""));
        } catch (IllegalArgumentException e) {
            send(exchange, BAD_REQUEST, String.valueOf(e.getMessage()));
            return;
        } catch (Exception e) {
            LOG.error("{} failed", exchange.getHttpContext().getPath(), e);
            send(exchange, INTERNAL, "an internal fault");
            return;
        }
        send(exchange, OK, text);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Takes no more requests, lets those under way end, then the loop. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("requests were still under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
        loop.close();
    }
}
