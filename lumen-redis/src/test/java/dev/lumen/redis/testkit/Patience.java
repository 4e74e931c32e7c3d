package dev.lumen.redis.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waiting for what other processes do: polling with a deadline, never a bare sleep. */
public final class Patience {
    private static final Duration STEP = Duration.ofMillis(20);

    private Patience() {}

    /**
     * Polls until {@code condition} holds; an exception counts as not yet.
     *
     * @throws AssertionError if it does not hold within {@code limit}
     */
    public static void until(String what, Duration limit, Callable<Boolean> condition) {
        long end = System.nanoTime() + limit.toNanos();
        Exception last = null;
        while (true) {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (Exception e) {
                last = e;
            }
            if (System.nanoTime() >= end) {
                throw new AssertionError("not within " + limit + ": " + what, last);
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}
