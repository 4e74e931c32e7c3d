package dev.lumen.redis.monitor;

import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.Optional;

/**
 * What a burst of {@code MONITOR} came to.
 *
 * @param node who was listened to
 * @param shareOfSlots of the cluster that this node holds, 0 to 1; 1 where there is no cluster. Keys belong to slots by a hash,
 *     so that one master's traffic is a fair sample of the keys
 * @param log what came
 * @param took how long it lasted
 * @param end why it ended
 * @param waiting the most that was seen waiting in the server for the listener; absent where {@code CLIENT LIST} is refused,
 *     so that only the latency was watched
 * @param slowest the longest answer to the other connection; absent where there was none
 */
public record MonitorOutcome(
        String node,
        double shareOfSlots,
        MonitorLog log,
        Duration took,
        End end,
        Optional<ByteSize> waiting,
        Optional<Duration> slowest) {
    /** Why a burst ended. */
    public enum End {
        /** The limit on time. */
        TIME,
        /** The limit on commands. */
        COMMANDS,
        /** The limit on traffic. */
        BYTES,
        /** Too much waited in the server. */
        OUTPUT_BUFFER,
        /** The server answered others too slowly. */
        LATENCY,
        /** The server ended the connection. */
        CONNECTION_LOST
    }

    /** Refuses what is null, and a share outside [0, 1]. */
    public MonitorOutcome {
        Require.noNull(MonitorOutcome.class, node, shareOfSlots, log, took, end, waiting, slowest);
        Require.within("share of slots", shareOfSlots, 0, 1);
    }
}
