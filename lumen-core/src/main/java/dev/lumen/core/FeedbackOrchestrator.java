package dev.lumen.core;

import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheName;
import dev.lumen.core.collect.Guards;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches one named cache: each {@link #run()} reads it, decides, records, and tells the sinks.
 *
 * <pre>{@code
 * try (FeedbackOrchestrator lumen = FeedbackOrchestrator.builder(CacheName.of("answers"))
 *         .source(metricSource)
 *         .build()) {
 *     UnifiedFeedback feedback = lumen.run();
 *     feedback.ttl().ifPresent(advice -> System.out.println(advice.recommendedTtl()));
 * }
 * }</pre>
 *
 * <p>Whatever a source, policy, store or sink does (throw, hang, answer rubbish), a run returns within its deadline with
 * what it has and says what is missing. Only misconfiguration throws, when the orchestrator is built.
 *
 * <p>Thread-safe: callers that arrive while a run is under way get that run's feedback. Building one starts nothing;
 * threads are daemons, come with the first run, and are gone after {@link #close()}, but for one each that a component
 * which ignores interruption still holds; with an executor of the host's there are none of its own. There is no static state.
 */
public final class FeedbackOrchestrator implements AutoCloseable {
    private static final long IDLE_SECONDS = 30;
    private static final long CLOSING_MILLIS = 1_000;

    private final CacheName cache;
    private final Guards guards;

    /** Empty where the host lends an executor. */
    private final Optional<ExecutorService> ownThreads;

    private final Cycle cycle;
    private final Object lock = new Object();
    private @Nullable CompletableFuture<UnifiedFeedback> underWay; // guarded by lock
    private boolean closed; // guarded by lock

    FeedbackOrchestrator(Settings settings) {
        this.cache = settings.cache();
        this.ownThreads = settings.executor().isPresent() ? Optional.empty() : Optional.of(daemons(cache));
        this.guards = new Guards(settings.executor().or(() -> ownThreads).orElseThrow());
        this.cycle = new Cycle(settings, guards);
    }

    /** A builder for the orchestrator of {@code cache}, with the guide's settings. */
    public static OrchestratorBuilder builder(CacheName cache) {
        return new OrchestratorBuilder(cache);
    }

    /**
     * Runs once, or joins the run under way.
     *
     * <p>Must not be called from a component of this orchestrator.
     *
     * @return the feedback; never null
     * @throws IllegalStateException if the orchestrator was closed
     */
    public UnifiedFeedback run() {
        CompletableFuture<UnifiedFeedback> mine = new CompletableFuture<>();
        CompletableFuture<UnifiedFeedback> others;
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the orchestrator of cache '" + cache + "' is closed");
            }
            others = underWay;
            if (others == null) {
                underWay = mine;
            }
        }
        return others == null ? lead(mine) : joined(others);
    }

    private UnifiedFeedback lead(CompletableFuture<UnifiedFeedback> mine) {
        try {
            UnifiedFeedback feedback = cycle.run();
            mine.complete(feedback);
            return feedback;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            synchronized (lock) {
                underWay = null;
            }
        }
    }

    private static UnifiedFeedback joined(CompletableFuture<UnifiedFeedback> others) {
        try {
            return others.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * Ends the threads; a run under way comes back at once with what it has. Returns when they are gone, after at most a
     * second where a component ignores interruption. An executor of the host's goes on; calls under way on it are
     * interrupted. Closing twice does nothing.
     */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        guards.close();
        ownThreads.ifPresent(FeedbackOrchestrator::end);
    }

    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        try {
            threads.awaitTermination(CLOSING_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ExecutorService daemons(CacheName cache) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "lumen-" + cache);
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
