package dev.lumen.api.act;

import dev.lumen.api.evidence.EvidenceBatch;
import dev.lumen.api.units.SimpleName;
import java.util.List;

/**
 * Takes the accesses that each JVM of a fleet sampled to the one that runs the loop. All JVMs send, the leader drains.
 *
 * <p>Bounded: what nobody drains in time is lost, the oldest first, and shows as a gap in a sender's sequence. Thread-safe; both
 * methods may block for I/O, for a bounded time, and are called off the hot path.
 */
public interface EvidenceChannel extends AutoCloseable {
    /**
     * Sends what one JVM saw.
     *
     * @param batch what it saw; a channel takes {@link #largestBatch} accesses of one batch
     * @throws IllegalArgumentException if the batch is larger than that
     * @throws Exception if it may not have got through; it is not to be sent again
     */
    void send(EvidenceBatch batch) throws Exception;

    /** The most sampled accesses that a batch may hold, 1 or more. */
    int largestBatch();

    /**
     * The next batches of all JVMs that this channel object has not drained before, in the order in which they were sent,
     * beginning with the oldest that is still kept. They stay for other drains: a JVM that takes over has what is kept.
     *
     * @param most how many at most, 1 or more
     * @return empty where there are none now
     * @throws Exception if that cannot be known now; the next call goes on where this one began
     */
    List<EvidenceBatch> drain(int most) throws Exception;

    /** What reports call this channel; the simple class name unless overridden. */
    default String name() {
        return SimpleName.of(this);
    }

    /** Ends whatever connection is the channel's own. Closing twice does nothing. */
    @Override
    void close();
}
