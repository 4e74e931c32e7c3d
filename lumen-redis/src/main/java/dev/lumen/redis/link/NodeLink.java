package dev.lumen.redis.link;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one node: made when it is first wanted, kept while it works, made anew after it was lost or dropped. So
 * a node that hangs is left behind with whatever it still owes, and nothing piles up. Thread-safe.
 */
public final class NodeLink {
    private final RedisClient client;
    private final RedisURI uri;
    private final String name;
    private @Nullable CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connection;
    private boolean closed;

    NodeLink(RedisClient client, RedisURI uri) {
        this.client = client;
        this.uri = uri;
        this.name = NodeName.of(uri);
    }

    /** What reports call the node; holds no secret. */
    public String name() {
        return name;
    }

    /** How to connect to it; holds the password. */
    public RedisURI address() {
        return uri;
    }

    /** The connection, now or once it is there; fails where it cannot be made. */
    public synchronized CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connection() {
        if (closed) {
            return CompletableFuture.failedFuture(new IllegalStateException("closed"));
        }
        if (connection == null || isLost(connection)) {
            drop();
            connection = connect();
        }
        return connection;
    }

    /** Whether there is a connection that works, as far as is known. */
    synchronized boolean isOpen() {
        return connection != null && connection.isDone() && !isLost(connection);
    }

    /** Gives the connection up, and whatever is still to come over it; the next one is made when it is wanted. */
    public synchronized void drop() {
        if (connection != null) {
            CompletableFuture<Void> unused = connection.thenCompose(this::end);
            connection = null;
        }
    }

    /** Gives the connection up for good; the result is there once it is closed. */
    synchronized CompletableFuture<Void> close() {
        closed = true;
        CompletableFuture<StatefulRedisConnection<byte[], byte[]>> last = connection;
        connection = null;
        return last == null ? CompletableFuture.completedFuture(null) : last.thenCompose(this::end);
    }

    /** One that is lost and does not connect again by itself has ended already, and Lettuce warns of ending it twice. */
    private CompletableFuture<Void> end(StatefulRedisConnection<byte[], byte[]> ended) {
        return ended.isOpen() || client.getOptions().isAutoReconnect()
                ? ended.closeAsync()
                : CompletableFuture.completedFuture(null);
    }

    /** Once more where it was cut off: that is what Lettuce says at times in the place of a server's answer, such as to a password. */
    private CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connect() {
        return attempt()
                .exceptionallyCompose(
                        failure -> Failures.isCutOff(failure) ? attempt() : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<StatefulRedisConnection<byte[], byte[]>> attempt() {
        try {
            return client.connectAsync(ByteArrayCodec.INSTANCE, uri).toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static boolean isLost(CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connection) {
        return connection.isCompletedExceptionally()
                || (connection.isDone() && !connection.join().isOpen());
    }
}
