package dev.lumen.examples.redisdemo;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The keys that a demonstration may write, by name, and nothing else of the server. Closing it unlinks them; so does the end of
 * the JVM, if it comes first. Those of the cache have a TTL of seconds anyway.
 */
final class WrittenKeys implements AutoCloseable {
    private static final int BATCH = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private final List<String> keys = new ArrayList<>();
    private final Thread atEnd = new Thread(this::remove, "lumen-demo-keys");

    private WrittenKeys(RedisClient client, StatefulRedisConnection<String, String> connection) {
        this.client = client;
        this.connection = connection;
    }

    static WrittenKeys on(RedisURI uri, String prefix, int ranks) throws IOException {
        RedisClient client = RedisClient.create();
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        try {
            StatefulRedisConnection<String, String> connection = client.connect(uri);
            connection.setTimeout(PATIENCE);
            WrittenKeys written = new WrittenKeys(client, connection);
            written.keys.addAll(SteeredRedis.keysLeft(prefix));
            for (int rank = 1; rank <= ranks; rank++) {
                written.keys.add(prefix + ":" + ServiceTraffic.key(rank));
            }
            Runtime.getRuntime().addShutdownHook(written.atEnd);
            return written;
        } catch (RuntimeException e) {
            shutdown(client);
            throw new IOException(why(e), e);
        }
    }

    /** The last cause has the server's own words, such as NOAUTH; the others have the address, which may hold a password. */
    private static String why(Throwable e) {
        Throwable last = e;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage());
    }

    /** Tries what the demonstration needs before it begins. */
    void requireUsable() throws IOException {
        String key = keys.get(keys.size() - 1);
        try {
            if (connection.sync().info("cluster").contains("cluster_enabled:1")) {
                throw new IOException("it is a node of a cluster, and the demonstration wants one server alone");
            }
            connection.sync().set(key, "tried", SetArgs.Builder.px(PATIENCE));
            connection.sync().unlink(key);
        } catch (RuntimeException e) {
            throw new IOException(why(e), e);
        }
    }

    private void remove() {
        try {
            for (int from = 0; from < keys.size(); from += BATCH) {
                connection
                        .sync()
                        .unlink(keys.subList(from, Math.min(keys.size(), from + BATCH))
                                .toArray(String[]::new));
            }
        } catch (RuntimeException e) {
            // The server is gone, and will forget those of the cache by their TTL.
        }
    }

    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(atEnd);
        } catch (IllegalStateException e) {
            // The JVM is on its way out.
        }
        shutdown(client);
    }

    private static void shutdown(RedisClient client) {
        client.shutdown(0, PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
