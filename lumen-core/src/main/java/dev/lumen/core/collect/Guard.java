package dev.lumen.core.collect;

import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.observe.NoDataException;
import dev.lumen.api.observe.Observation;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Calls one component that may throw, hang or answer late, so that it costs its own part and nothing else.
 *
 * <p>A call runs on the executor and is interrupted when its time is up. One that ignores interruption keeps its thread,
 * and the component is not called again until it has returned: it costs at most one thread.
 *
 * <p>Made by {@link Guards}. {@link #start} and {@link Pending#await} belong to the thread that runs the cycle; which call is under
 * way is the only state that thread and the executor's share. A call is over before its answer is there: whoever has the
 * answer can call again at once.
 */
public final class Guard {
    private final String name;
    private final Guards guards;

    /** What marks the call under way, if there is one. Each call has its own, so that it ends no other. */
    private final AtomicReference<@Nullable Object> underWay = new AtomicReference<>();

    Guard(String name, Guards guards) {
        this.name = name;
        this.guards = guards;
    }

    /** What reports call the component. */
    public String name() {
        return name;
    }

    /**
     * Begins a call, unless the last one still hangs.
     *
     * @param task the call; a null result counts as invalid
     * @return the call under way, to be awaited
     */
    public <T> Pending<T> start(Callable<? extends T> task) {
        Object mark = new Object();
        if (!underWay.compareAndSet(null, mark)) {
            return patience -> Observation.missing(MissingReason.BUSY, name + " still hangs in an earlier call");
        }
        AtomicBoolean begun = new AtomicBoolean();
        FutureTask<Observation<T>> call = new FutureTask<>(() -> {
            if (!begun.compareAndSet(false, true)) {
                throw new CancellationException(name + " was given up before it began");
            }
            try {
                return this.<T>answer(task.call());
            } catch (Throwable e) {
                return failure(e);
            } finally {
                underWay.compareAndSet(mark, null);
            }
        });
        // An executor may never run what it took, so a call that is given up before it began is over at once.
        Runnable giveUp = () -> {
            call.cancel(true);
            if (begun.compareAndSet(false, true)) {
                underWay.compareAndSet(mark, null);
            }
        };
        long start = System.nanoTime();
        try {
            guards.execute(call, giveUp);
        } catch (RuntimeException | Error e) {
            giveUp.run();
            return patience -> Observation.missing(
                    MissingReason.FAILED, name + " could not be called, no thread is free: " + words(e));
        }
        return patience -> await(call, giveUp, start, patience);
    }

    /** Begins a call and waits for it. */
    public <T> Observation<T> call(Callable<? extends T> task, Duration patience) {
        return this.<T>start(task).await(patience);
    }

    /**
     * A call under way, or one that never was.
     *
     * @param <T> what it returns
     */
    @FunctionalInterface
    public interface Pending<T> {
        /**
         * Waits for the call, and gives it up when the time is over.
         *
         * @param patience how long; zero or less takes only what is there already
         * @return what it returned, or why there is nothing; never throws
         */
        Observation<T> await(Duration patience);
    }

    /** In real time, whatever ticker the host has: no thread waits in another. */
    private <T> Observation<T> await(FutureTask<Observation<T>> call, Runnable giveUp, long start, Duration patience) {
        long end = System.nanoTime() + Math.max(0, patience.toNanos());
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return call.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true; // the wait is bounded anyway; the host's flag is set again below
                }
            }
        } catch (TimeoutException e) {
            giveUp.run();
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            return Observation.missing(MissingReason.TIMEOUT, name + " gave no answer within " + millis + " ms");
        } catch (CancellationException | ExecutionException e) {
            return Observation.missing(MissingReason.TIMEOUT, name + " was given up");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> Observation<T> answer(@Nullable T value) {
        return value == null
                ? Observation.missing(MissingReason.INVALID, name + " answered with null")
                : Observation.measured(value);
    }

    private <T> Observation<T> failure(Throwable cause) {
        if (cause instanceof NoDataException) {
            return Observation.missing(MissingReason.NO_DATA, name + " has no data: " + words(cause));
        }
        boolean invalid = cause instanceof IllegalArgumentException;
        return Observation.missing(
                invalid ? MissingReason.INVALID : MissingReason.FAILED,
                name + (invalid ? " answered with something impossible: " : " failed: ") + words(cause));
    }

    /** What an exception says; its kind where it says nothing, or throws when it is asked. */
    private static String words(Throwable cause) {
        String kind = cause.getClass().getSimpleName();
        try {
            return Objects.requireNonNullElse(cause.getMessage(), kind);
        } catch (RuntimeException | Error e) {
            return kind;
        }
    }
}
