package dev.lumen.redis.fleet;

import dev.lumen.redis.link.Failures;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for an answer, and not for ever. */
final class Waiting {
    private Waiting() {}

    /**
     * The answer.
     *
     * @throws IOException if there was none in time, or it was an error; in words that hold no secret
     */
    static <T> T on(CompletionStage<T> stage, Duration patience) throws IOException {
        CompletableFuture<T> future = stage.toCompletableFuture();
        try {
            return future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new IOException("Redis gave no answer within " + patience.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for Redis");
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Waits for what may fail, or never end, without a word. */
    static void calmly(CompletionStage<?> stage, Duration patience) {
        try {
            on(stage, patience);
        } catch (IOException e) {
            // Its time is over in any case.
        }
    }

    /** The same failure as an exception that callers expect; of a connection that could not be made, with the reason behind it. */
    static IOException failure(Throwable cause) {
        Throwable inner = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        return new IOException("Redis: " + Failures.words(inner), inner);
    }
}
