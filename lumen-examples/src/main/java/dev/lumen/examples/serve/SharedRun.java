package dev.lumen.examples.serve;

import dev.lumen.api.feedback.UnifiedFeedback;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the loop for whoever asks, one run at a time and no sooner than a rest after the one before has begun; all who ask until a run
 * ends have that run. Nobody's thread waits. Thread-safe; one daemon thread.
 */
final class SharedRun implements AutoCloseable {
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

    /** The run under way, or to come; fails with a {@link Refusal} once closed. What a caller does to it is the caller's alone. */
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
            ended();
            mine.completeExceptionally(e);
        }
    }

    private synchronized void ended() {
        underWay = null;
    }

    /** Begins no more runs, and waits for the one under way. */
    @Override
    public void close() {
        CompletableFuture<UnifiedFeedback> last;
        synchronized (this) {
            stopping.set(true);
            last = underWay;
        }
        if (last != null) {
            try {
                last.handle((feedback, failure) -> true).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                thread.shutdownNow();
            }
        }
        thread.shutdown();
    }
}
