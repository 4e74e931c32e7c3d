package dev.lumen.core.notify;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few daemon threads, which go when there is nothing to do, and a short queue before them. Thread-safe. */
final class Helpers implements AutoCloseable {
    private static final int QUEUE = 64;
    private static final int IDLE_SECONDS = 5;

    private final ThreadPoolExecutor executor;

    Helpers(String name, int threads) {
        executor = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Begins a task, whose failures are its own to report.
     *
     * @throws java.util.concurrent.RejectedExecutionException if too many wait, or it is closed
     */
    void start(Runnable task) {
        executor.execute(task);
    }

    /** The result of a task, which is interrupted when its time is over. */
    <T> T within(Duration patience, Callable<T> task) throws Exception {
        Future<T> call = executor.submit(task);
        try {
            return call.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            call.cancel(true);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
