package dev.lumen.redis.fleet;

import dev.lumen.redis.fleet.Connector.Line;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection for commands, made when it is first needed and made again where that failed; once there, Lettuce keeps it.
 * Thread-safe: while one thread connects, the others wait as long as they would for an answer.
 */
final class CommandLine implements AutoCloseable {
    private final Connector connector;
    private final Duration patience;
    private @Nullable CompletableFuture<Line> line; // guarded by this
    private boolean closed; // guarded by this

    CommandLine(Connector connector, Duration patience) {
        this.connector = connector;
        this.patience = patience;
    }

    <T> T call(Function<RedisClusterAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> command)
            throws IOException {
        RedisClusterAsyncCommands<byte[], byte[]> commands = commands();
        try {
            return Waiting.on(command.apply(commands), patience);
        } catch (RuntimeException e) {
            throw Waiting.failure(e);
        }
    }

    private RedisClusterAsyncCommands<byte[], byte[]> commands() throws IOException {
        CompletableFuture<Line> connecting = line();
        // Waits on a copy, as one who gives up does not give up for the others.
        return Waiting.on(connecting.copy(), patience).commands();
    }

    private synchronized CompletableFuture<Line> line() throws IOException {
        if (closed) {
            throw new IOException("the fleet's connection to Redis was closed");
        }
        CompletableFuture<Line> present = line;
        if (present == null || present.isCompletedExceptionally()) {
            try {
                present = connector.connect().toCompletableFuture();
            } catch (RuntimeException e) {
                throw Waiting.failure(e);
            }
            line = present;
        }
        return present;
    }

    @Override
    public void close() {
        CompletableFuture<Line> present;
        synchronized (this) {
            closed = true;
            present = line;
            line = null;
        }
        if (present != null) {
            Waiting.calmly(present.thenCompose(there -> there.connection().closeAsync()), patience);
        }
    }
}
