package dev.lumen.examples.serve;

import dev.lumen.api.act.ProposalHistory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a docket has that others write as well: read again when somebody looks, at most so often, and by one thread at a time, so that
 * a store that hangs has one thread wait. The others, and all where it cannot be read, have what was read last. Thread-safe.
 */
final class OpenDocket {
    private static final Logger LOG = LoggerFactory.getLogger(OpenDocket.class);

    private final Callable<List<ProposalHistory>> docket;
    private final long restNanos;
    private final ReentrantLock reading = new ReentrantLock();
    private long lastRead; // guarded by reading
    private volatile List<ProposalHistory> known = List.of();

    OpenDocket(Callable<List<ProposalHistory>> docket, Duration rest) {
        this.docket = docket;
        this.restNanos = rest.toNanos();
        this.lastRead = System.nanoTime() - restNanos;
    }

    List<ProposalHistory> proposals() {
        if (reading.tryLock()) {
            try {
                if (System.nanoTime() - lastRead >= restNanos) {
                    read();
                }
            } finally {
                reading.unlock();
            }
        }
        return known;
    }

    private void read() {
        try {
            known = docket.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("the docket cannot be read, and the page shows what it had: {}", e.getMessage());
        }
        lastRead = System.nanoTime();
    }
}
