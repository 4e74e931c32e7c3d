package dev.lumen.core.collect;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;

/**
 * The guards of one orchestrator: they share the executor that their calls run on and the ticker that their time is kept by,
 * and end together.
 *
 * <p>Thread-safe.
 */
public final class Guards implements AutoCloseable {
    private final Executor executor;
    private final LongSupplier ticker;

    /** The calls under way, for {@link #close}. */
    private final Set<FutureTask<?>> underWay = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    /**
     * Guards that call on {@code executor}.
     *
     * @param executor where calls run: on other threads than the caller's, as one that hangs would hold that
     * @param ticker the monotonic time in nanoseconds
     */
    public Guards(Executor executor, LongSupplier ticker) {
        this.executor = executor;
        this.ticker = ticker;
    }

    /** A guard of the component that reports call {@code name}. */
    public Guard of(String name) {
        return new Guard(name, this);
    }

    /** The monotonic time in nanoseconds. */
    public long ticks() {
        return ticker.getAsLong();
    }

    /** Interrupts every call under way, and lets none begin any more. */
    @Override
    public void close() {
        closed = true;
        underWay.forEach(call -> call.cancel(true));
    }

    boolean closed() {
        return closed;
    }

    /**
     * Hands {@code call} to the executor.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the executor takes none
     */
    void execute(FutureTask<?> call) {
        underWay.add(call);
        if (closed) {
            call.cancel(true);
        }
        try {
            executor.execute(call);
        } catch (RuntimeException | Error e) {
            underWay.remove(call);
            throw e;
        }
    }

    void over(FutureTask<?> call) {
        underWay.remove(call);
    }
}
