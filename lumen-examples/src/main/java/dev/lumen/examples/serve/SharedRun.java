package dev.lumen.examples.serve;

import dev.lumen.api.feedback.UnifiedFeedback;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the loop for whoever asks, one run at a time and no sooner than a rest after the one before has begun; all who ask until a run
 * ends have that run. Nobody's thread waits. Thread-safe; one daemon thread.
 */
final class SharedRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedRun.class);

    private final Supplier<UnifiedFeedback> run;
    private final long restNanos;
    private final Duration patience;
    private final AtomicBoolean stopping;
    private final ScheduledExecutorService thread;

    private @Nullable CompletableFuture<UnifiedFeedback> underWay; // guarded by this
    private long lastBegun; // guarded by this

    /**
     * Runs to share.
     *
     * @param run what a run is
     * @param rest the least time between the beginnings of two
     * @param patience how long {@link #close} waits for one under way
     * @param stopping set by {@link #close}
     */
    SharedRun(Supplier<UnifiedFeedback> run, Duration rest, Duration patience, AtomicBoolean stopping) {
        this.run = run;
        this.restNanos = rest.toNanos();
        this.patience = patience;
        this.stopping = stopping;
        this.lastBegun = System.nanoTime() - restNanos;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "lumen-serve-run");
            daemon.setDaemon(true);
            return daemon;
        });
    }

    /** The run under way, or to come; fails with a {@link Refusal}, also once closed. What a caller does to it is the caller\'s alone. */
    @SuppressWarnings("FutureReturnValueIgnored") // what goes wrong in a run is told to those who wait for it
    synchronized CompletableFuture<UnifiedFeedback> join() {
        if (stopping.get()) {
            return CompletableFuture.failedFuture(new Refusal(Reply.UNAVAILABLE, "the service is stopping"));
        }
        CompletableFuture<UnifiedFeedback> mine = underWay;
        if (mine == null) {
            CompletableFuture<UnifiedFeedback> begun = new CompletableFuture<>();
            long wait = Math.max(0, restNanos - (System.nanoTime() - lastBegun));
            thread.schedule(() -> lead(begun), wait, TimeUnit.NANOSECONDS);
            underWay = begun;
            mine = begun;
        }
        return mine.copy();
    }

    /** Also runs by itself, so often. */
    @SuppressWarnings("FutureReturnValueIgnored") // joining does not fail
    void every(Duration interval) {
        thread.scheduleAtFixedRate(this::join, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lead(CompletableFuture<UnifiedFeedback> mine) {
        synchronized (this) {
            lastBegun = System.nanoTime();
        }
        try {
            UnifiedFeedback feedback = run.get();
            ended();
            mine.complete(feedback);
        } catch (RuntimeException | Error e) {
            LOG.error("a run failed", e);
            ended();
            mine.completeExceptionally(new Refusal(Reply.INTERNAL, "the run failed; the log of the service says more"));
        }
    }

    private synchronized void ended() {
        underWay = null;
    }

    /** Begins no more runs, and waits for the one under way; those who wait for one that does not end are told so. */
    @Override
    public void close() {
        CompletableFuture<UnifiedFeedback> last;
        synchronized (this) {
            stopping.set(true);
            last = underWay;
        }
        if (last != null && !endsInTime(last)) {
            LOG.warn("stopping: the run under way does not end");
            thread.shutdownNow();
            last.completeExceptionally(
                    new Refusal(Reply.UNAVAILABLE, "the service is stopping, and the run did not end in time"));
        }
        thread.shutdown();
    }

    private boolean endsInTime(CompletableFuture<UnifiedFeedback> last) {
        try {
            last.handle((feedback, failure) -> true).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
