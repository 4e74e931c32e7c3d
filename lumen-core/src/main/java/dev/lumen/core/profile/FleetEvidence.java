package dev.lumen.core.profile;

import dev.lumen.api.act.EvidenceChannel;
import dev.lumen.api.act.RunLease;
import dev.lumen.api.evidence.EvidenceBatch;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.units.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes what one JVM has recorded to its fleet, once a second, and, while this JVM leads, what all have recorded into its
 * profile. One daemon thread, gone after {@link #close}.
 *
 * <p>Bounded: at most {@value #MOST_BATCHES} batches a second leave a JVM. More than that stays in the recorder's rings, and
 * where these are full is dropped and counted there. A batch that cannot be sent is lost, and counted here; the leader sees a
 * gap. Thread-safe.
 */
public final class FleetEvidence implements AutoCloseable {
    private static final long ROUND_NANOS = 1_000_000_000;
    private static final int MOST_BATCHES = 4;
    private static final int DRAINED_AT_ONCE = 64;

    /** More than any channel keeps: a round ends though senders are faster than this one reads. */
    private static final int MOST_DRAINS = 64;

    private static final long CLOSING_MILLIS = 1_000;

    private final FleetRecorder recorder;
    private final EvidenceChannel channel;
    private final RunLease lease;
    private final FleetProfile profile;
    private final AtomicLong unsent = new AtomicLong();
    private final AtomicLong unsentSaid = new AtomicLong();
    private final AtomicLong lostSaid = new AtomicLong();
    private final Thread thread;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile long lost;
    private volatile boolean closed;

    private FleetEvidence(FleetRecorder recorder, EvidenceChannel channel, RunLease lease, FleetProfile profile) {
        this.recorder = Require.present("recorder", recorder);
        this.channel = Require.present("evidence channel", channel);
        this.lease = Require.present("lease", lease);
        this.profile = Require.present("profile", profile);
        thread = new Thread(this::run, "lumen-evidence");
        thread.setDaemon(true);
    }

    /**
     * Begins to send, and to take in while this JVM leads.
     *
     * @param recorder what the cache's wrappers of this JVM call
     * @param channel stays the host's to close
     * @param lease says whether this JVM leads; stays the host's to close
     * @param profile what to take the fleet's accesses into, of the recorder's sample
     */
    public static FleetEvidence start(
            FleetRecorder recorder, EvidenceChannel channel, RunLease lease, FleetProfile profile) {
        FleetEvidence evidence = new FleetEvidence(recorder, channel, lease, profile);
        evidence.thread.start();
        return evidence;
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(this, ROUND_NANOS);
            if (!closed) {
                round();
            }
        }
    }

    private void round() {
        send();
        if (lease.held().isPresent()) {
            drain();
        }
    }

    private synchronized void send() {
        for (int i = 0; i < MOST_BATCHES; i++) {
            EvidenceBatch batch = recorder.next(channel.largestBatch());
            try {
                channel.send(batch);
                trouble = Optional.empty();
            } catch (Exception e) {
                unsent.incrementAndGet();
                trouble = Optional.of(String.valueOf(e.getMessage()));
                return;
            }
            if (batch.sampled().size() < channel.largestBatch()) {
                return;
            }
        }
    }

    private synchronized void drain() {
        try {
            for (int i = 0; i < MOST_DRAINS; i++) {
                List<EvidenceBatch> batches = channel.drain(DRAINED_AT_ONCE);
                batches.forEach(profile::take);
                lost = profile.lostBatches();
                if (batches.size() < DRAINED_AT_ONCE) {
                    return;
                }
            }
        } catch (Exception e) {
            trouble = Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * What the fleet's accesses say of other settings, for the orchestrator's builder: up to what was sent by now. May block for
     * I/O.
     *
     * @return empty where this JVM does not lead
     */
    public Optional<HitRatioSurface> surface() {
        if (lease.held().isEmpty()) {
            return Optional.empty();
        }
        round();
        return Optional.of(profile.surface());
    }

    /** Batches so far that could not be sent. */
    public long unsentBatches() {
        return unsent.get();
    }

    /** Why the last call of the channel failed; empty where it did not. */
    public Optional<String> trouble() {
        return trouble;
    }

    /**
     * What a reader of a feedback should know of the evidence: that the channel fails, and what was lost since the last call of
     * this method. Never blocks.
     *
     * @return empty where all is well
     */
    public Optional<String> remark() {
        List<String> words = new ArrayList<>();
        trouble.ifPresent(why -> words.add(channel.name() + " fails (" + why + ")"));
        long here = fresh(unsent.get(), unsentSaid);
        if (here > 0) {
            words.add(here + " batches of this JVM could not be sent");
        }
        long elsewhere = fresh(lost, lostSaid);
        if (elsewhere > 0) {
            words.add(elsewhere + " batches of the fleet were lost on their way");
        }
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "evidence of the fleet is missing, so its surface knows less: " + String.join("; ", words));
    }

    private static long fresh(long now, AtomicLong said) {
        return now - said.getAndSet(now);
    }

    /** Ends the thread; what was not sent yet is lost. Closing twice does nothing. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(CLOSING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
