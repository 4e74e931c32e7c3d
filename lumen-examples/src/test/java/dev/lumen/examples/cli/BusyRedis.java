package dev.lumen.examples.cli;

import dev.lumen.redis.testkit.RawRedis;
import dev.lumen.redis.testkit.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A real server with a password, on which a thread looks up keys, of which seven in ten are there. */
final class BusyRedis implements AutoCloseable {
    static final String PASSWORD = "p@ss/wo rd+%";

    private final RedisServer server;
    private final Thread askers;
    private volatile boolean done;

    BusyRedis() {
        server = RedisServer.options()
                .password(PASSWORD)
                .maxMemory(100, "allkeys-lru")
                .start();
        for (int i = 0; i < 7; i++) {
            server.call("SET", "answers:" + i, "x".repeat(1000), "PX", "600000");
        }
        askers = new Thread(this::ask, "busy-redis");
        askers.setDaemon(true);
        askers.start();
    }

    private void ask() {
        try (RawRedis raw = server.raw()) {
            for (int i = 0; !done; i++) {
                raw.call("GET", "answers:" + i % 10);
                Thread.sleep(1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    RedisServer server() {
        return server;
    }

    /** The guide's variables. */
    Map<String, String> environment() {
        return Map.of(
                "REDIS_HOST",
                "127.0.0.1",
                "REDIS_PORT",
                String.valueOf(server.port()),
                "REDIS_PASSWORD",
                PASSWORD,
                "SERVICE_NAME",
                "ion-api");
    }

    @Override
    public void close() throws InterruptedException {
        done = true;
        askers.join();
        server.close();
    }
}
