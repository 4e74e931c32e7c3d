package dev.lumen.core.collect;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * The guards of one orchestrator: they share the executor that their calls run on, and end together.
 *
 * <p>Thread-safe.
 */
public final class Guards implements AutoCloseable {
    private final Executor executor;

    /** How to give up each call under way. */
    private final Map<Runnable, Runnable> underWay = new ConcurrentHashMap<>();

    private volatile boolean closed;

    /**
     * Guards that call on {@code executor}.
     *
     * @param executor where calls run: on other threads than the caller's, as one that hangs would hold that
     */
    public Guards(Executor executor) {
        this.executor = executor;
    }

    /** A guard of the component that reports call {@code name}. */
    public Guard of(String name) {
        return new Guard(name, this);
    }

    /** Gives up every call under way, and lets none begin any more. */
    @Override
    public void close() {
        closed = true;
        underWay.values().forEach(Runnable::run);
    }

    /** Hands {@code call} to the executor, which may throw whatever it likes. */
    void execute(FutureTask<?> call, Runnable giveUp) {
        Runnable tracked = new Runnable() {
            @Override
            public void run() {
                try {
                    call.run();
                } finally {
                    underWay.remove(this);
                }
            }
        };
        underWay.put(tracked, giveUp);
        if (closed) {
            giveUp.run();
        }
        try {
            executor.execute(tracked);
        } catch (RuntimeException | Error e) {
            underWay.remove(tracked);
            throw e;
        }
    }
}
