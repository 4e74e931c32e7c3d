package dev.lumen.redis.fleet;

import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.advise.TtlBounds;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A thread that asks an advisor without pause, as a cache does, and knows the longest time that it took. */
final class Reader implements AutoCloseable {
    private final TtlAdvisor advisor;
    private final Thread thread = new Thread(this::read, "reader");
    private volatile boolean ended;
    private volatile long reads;
    private volatile long worstNanos;
    private volatile Throwable failure;

    Reader(TtlAdvisor advisor) {
        this.advisor = advisor;
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try {
            for (long i = 0; !ended; i++) {
                long before = System.nanoTime();
                long millis = advisor.ttlMillis(i);
                long took = System.nanoTime() - before;
                if (took > worstNanos) {
                    worstNanos = took;
                }
                if (millis < TtlBounds.DEFAULT.min().toMillis()
                        || millis > TtlBounds.DEFAULT.max().toMillis()) {
                    throw new AssertionError(millis + " ms");
                }
                reads = i;
                if (i % 1000 == 0) {
                    LockSupport.parkNanos(1); // two cores are not to be taken from the server
                }
            }
        } catch (Throwable e) {
            failure = e;
        }
    }

    long reads() {
        return reads;
    }

    Duration worst() {
        return Duration.ofNanos(worstNanos);
    }

    Throwable failure() {
        return failure;
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join(10_000);
    }
}
