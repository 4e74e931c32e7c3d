package dev.lumen.examples.serve;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer's address of keys on loopback, and what is wrong with it. */
final class KeyServer implements AutoCloseable {
    /** What it says at each request. */
    volatile String says;

    volatile int status = 200;
    volatile Runnable before = () -> {};

    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    KeyServer(String says) throws IOException {
        this.says = says;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            before.run();
            byte[] body = this.says.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    URI keys() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/certs");
    }

    /** How often somebody has asked. */
    int asked() {
        return asked.get();
    }

    /** A call that brings a token. */
    static Call call(String token) {
        return new Call(Map.of("authorization", List.of("Bearer " + token)), new byte[0], false, true);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
