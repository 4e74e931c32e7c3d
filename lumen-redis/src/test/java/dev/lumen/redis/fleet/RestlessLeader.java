package dev.lumen.redis.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.act.EvidenceChannel;
import dev.lumen.api.evidence.EvidenceBatch;
import dev.lumen.api.state.AuditLog;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A leader that writes without pause all that a leader writes, each time something new, and counts what it was told is kept. */
final class RestlessLeader implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Member leader;
    private final StateStore state;
    private final AuditLog audit;
    private final RedisFleet fleet;
    private final Thread thread = new Thread(this::write, "restless-leader");
    private final List<String> lines = new ArrayList<>();
    private volatile boolean ended;
    private final AtomicLong tried = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();
    private long ttl;
    private Optional<StoredState> saved = Optional.empty();
    private volatile Throwable failure;

    RestlessLeader(RedisFleet fleet, Member leader) {
        this.fleet = fleet;
        this.leader = leader;
        this.state = fleet.stateStore();
        this.audit = fleet.auditLog(leader.lease);
        thread.setDaemon(true);
        thread.start();
    }

    private void write() {
        try {
            for (long i = 0; !ended; i++) {
                long seconds = 300 + i % 600;
                StoredState next = StoredState.of(1, String.valueOf(i).getBytes(StandardCharsets.UTF_8));
                String line = "line " + i;
                if (isDone(leader.lease::acquire) && isDone(() -> leader.ttl.set(Duration.ofSeconds(seconds)))) {
                    ttl = seconds;
                }
                if (isDone(
                        () -> state.save(next, leader.lease.held().orElseThrow().token()))) {
                    saved = Optional.of(next);
                }
                if (isDone(() -> audit.append(lines.size(), List.of(line)))) {
                    lines.add(line);
                }
                long number = i;
                if (isDone(
                        () -> fleet.evidenceChannel().send(new EvidenceBatch("one", number, 0, 0, 0, 0, List.of())))) {
                    batches.incrementAndGet();
                }
            }
        } catch (Throwable e) {
            failure = e;
        }
    }

    /** What the cluster refuses because a slot is on its way is tried again, as a leader does at its next run. */
    private boolean isDone(Write write) throws Exception {
        tried.incrementAndGet();
        try {
            write.run();
        } catch (IOException e) {
            if (ended || !String.valueOf(e.getMessage()).matches(".*(TRYAGAIN|CLUSTERDOWN|not connected).*")) {
                throw e;
            }
            return false;
        }
        done.incrementAndGet();
        return true;
    }

    long done() {
        if (failure != null) {
            throw new AssertionError("the leader failed", failure);
        }
        return done.get();
    }

    /** All that it was told is kept is there, seen from another JVM. */
    void check(RedisFleet another, Member other) throws Exception {
        assertThat(failure).isNull();
        other.awaits(ttl, SOON);
        assertThat(another.stateStore().load()).isEqualTo(saved);
        assertThat(another.auditLog(other.lease).lines()).isEqualTo(lines);
        EvidenceChannel evidence = another.evidenceChannel();
        long there = 0;
        for (int found = 1; found > 0; there += found) {
            found = evidence.drain(64).size();
        }
        assertThat(there).isEqualTo(batches.get());
    }

    String summary() {
        return String.format(
                "%,d writes tried, %,d refused for the moment, %,d done and all there",
                tried.get(), tried.get() - done.get(), done.get());
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join(SOON.toMillis());
    }

    private interface Write {
        void run() throws Exception;
    }
}
