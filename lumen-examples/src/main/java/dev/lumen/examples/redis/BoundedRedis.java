package dev.lumen.examples.redis;

import dev.lumen.api.units.Require;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one Redis that never keeps a caller waiting for longer than it was told: what is not answered in time
 * fails, what cannot be sent fails at once, and after a failure Redis is left alone for a moment. Connecting begins at once, and
 * begins again with a later call where it failed, so Redis may come and go. Thread-safe.
 */
final class BoundedRedis implements AutoCloseable {
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long CLOSING_MILLIS = 2000;

    private final RedisClient client;
    private final RedisURI uri;
    private final Duration patience;
    private CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connection; // guarded by this
    private volatile long restsUntil = System.nanoTime();

    /**
     * Begins to connect, and does not wait for it.
     *
     * @param patience how long a call may take, connecting included
     */
    BoundedRedis(RedisURI uri, Duration patience) {
        this.uri = Require.present("Redis URI", uri);
        this.patience = Require.positive("patience with Redis", patience);
        client = RedisClient.create();
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(patience)
                        .keepAlive(true)
                        .build())
                .build());
        connection = attempt();
    }

    /** The answer to a command; null where Redis has nothing. */
    <T> @Nullable T call(Function<RedisAsyncCommands<byte[], byte[]>, ? extends Future<T>> command)
            throws RedisFailure {
        if (System.nanoTime() - restsUntil < 0) {
            throw new RedisFailure("it failed a moment ago");
        }
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            return within(deadline, command.apply(within(deadline, connected()).async()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisFailure("interrupted");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (!(cause instanceof RedisCommandExecutionException)) {
                rest();
            }
            throw new RedisFailure(cause.getClass().getSimpleName());
        } catch (TimeoutException e) {
            rest();
            throw new RedisFailure("no answer within " + patience.toMillis() + " ms");
        } catch (RuntimeException e) {
            rest();
            throw new RedisFailure(e.getClass().getSimpleName());
        }
    }

    private static <T> T within(long deadline, Future<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private void rest() {
        restsUntil = System.nanoTime() + REST_NANOS;
    }

    /** A connection that was made reconnects by itself; one that could not be made is tried anew. */
    private synchronized CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connected() {
        CompletableFuture<StatefulRedisConnection<byte[], byte[]>> now = connection;
        if (now.isCompletedExceptionally()) {
            now = attempt();
            connection = now;
        }
        return now;
    }

    private CompletableFuture<StatefulRedisConnection<byte[], byte[]>> attempt() {
        return client.connectAsync(ByteArrayCodec.INSTANCE, uri).toCompletableFuture();
    }

    /** Ends the connection and the threads behind it. */
    @Override
    public void close() {
        client.shutdown(0, CLOSING_MILLIS, TimeUnit.MILLISECONDS);
    }
}
