package dev.lumen.redis.fleet;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One connection that listens to any number of channels. What it hears is a hint to look, and no more; a subscription that
 * begins, or begins again after the connection was lost, is one as well, since something may have been missed. Thread-safe.
 */
final class Nudges extends RedisPubSubAdapter<byte[], byte[]> implements AutoCloseable {
    private final Connector connector;
    private final Duration patience;
    private final Map<ByteBuffer, Runnable> hints = new ConcurrentHashMap<>();
    private @Nullable CompletableFuture<? extends StatefulRedisPubSubConnection<byte[], byte[]>>
            connection; // guarded by this
    private boolean closed; // guarded by this

    Nudges(Connector connector, Duration patience) {
        this.connector = connector;
        this.patience = patience;
    }

    /**
     * Subscribes; to be called again where it failed.
     *
     * @param hint what to do, on a thread of the client's: fast, and without throwing
     * @throws IOException if there is no subscription yet
     */
    void listen(byte[] channel, Runnable hint) throws IOException {
        hints.put(ByteBuffer.wrap(channel), hint);
        try {
            StatefulRedisPubSubConnection<byte[], byte[]> there =
                    Waiting.on(connection().copy(), patience);
            Waiting.on(there.async().subscribe(channel), patience);
        } catch (RuntimeException e) {
            throw Waiting.failure(e);
        }
    }

    /** Listens no more. */
    void forget(byte[] channel) {
        hints.remove(ByteBuffer.wrap(channel));
        CompletableFuture<? extends StatefulRedisPubSubConnection<byte[], byte[]>> present;
        synchronized (this) {
            present = connection;
        }
        if (present != null && present.isDone() && !present.isCompletedExceptionally()) {
            Waiting.calmly(present.copy().thenCompose(there -> there.async().unsubscribe(channel)), patience);
        }
    }

    private synchronized CompletableFuture<? extends StatefulRedisPubSubConnection<byte[], byte[]>> connection()
            throws IOException {
        if (closed) {
            throw new IOException("the fleet's connection to Redis was closed");
        }
        var present = connection;
        if (present == null || present.isCompletedExceptionally()) {
            present = connector.listen().thenApply(this::heard).toCompletableFuture();
            connection = present;
        }
        return present;
    }

    private StatefulRedisPubSubConnection<byte[], byte[]> heard(StatefulRedisPubSubConnection<byte[], byte[]> there) {
        there.addListener(this);
        return there;
    }

    @Override
    public void message(byte[] channel, byte[] message) {
        hint(channel);
    }

    @Override
    public void subscribed(byte[] channel, long count) {
        hint(channel);
    }

    private void hint(byte[] channel) {
        Runnable hint = hints.get(ByteBuffer.wrap(channel));
        if (hint != null) {
            hint.run();
        }
    }

    @Override
    public void close() {
        CompletableFuture<? extends StatefulRedisPubSubConnection<byte[], byte[]>> present;
        synchronized (this) {
            closed = true;
            present = connection;
            connection = null;
        }
        if (present != null) {
            Waiting.calmly(present.thenCompose(there -> there.closeAsync()), patience);
        }
    }
}
