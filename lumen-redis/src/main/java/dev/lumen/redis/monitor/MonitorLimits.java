package dev.lumen.redis.monitor;

import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.time.Duration;

/**
 * When a burst of {@code MONITOR} ends, whichever comes first. {@code MONITOR} makes a server write down every command for
 * whoever listens, which costs a busy one a good part of what it can do: so a burst is short, and ends at once when the server
 * suffers.
 *
 * @param time so long at most, up to a minute
 * @param commands so many lines at most, 1 or more
 * @param bytes so much traffic from the server at most
 * @param outputBuffer so much may wait in the server for this listener
 * @param slowest so long may the server take to answer another connection meanwhile
 */
public record MonitorLimits(Duration time, long commands, ByteSize bytes, ByteSize outputBuffer, Duration slowest) {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Ten seconds, a million commands, 64 MB; 4 MB waiting; 100 ms. */
    public static final MonitorLimits DEFAULT = new MonitorLimits(
            Duration.ofSeconds(10),
            1_000_000,
            ByteSize.ofMegabytes(64),
            ByteSize.ofMegabytes(4),
            Duration.ofMillis(100));

    /** Refuses what is out of range. */
    public MonitorLimits {
        Require.noNull(MonitorLimits.class, time, commands, bytes, outputBuffer, slowest);
        Require.positive("time of a MONITOR burst", time);
        if (time.compareTo(LONGEST) > 0) {
            throw Require.refused("time of a MONITOR burst", time, "up to " + LONGEST);
        }
        Require.positive("commands of a MONITOR burst", (double) commands);
        Require.positive("bytes of a MONITOR burst", (double) bytes.bytes());
        Require.positive("output buffer of a MONITOR burst", (double) outputBuffer.bytes());
        Require.positive("slowest answer during a MONITOR burst", slowest);
    }

    /** These limits with another length in time. */
    public MonitorLimits withTime(Duration time) {
        return new MonitorLimits(time, commands, bytes, outputBuffer, slowest);
    }

    /** These limits with another number of commands. */
    public MonitorLimits withCommands(long commands) {
        return new MonitorLimits(time, commands, bytes, outputBuffer, slowest);
    }

    /** These limits with another amount of traffic. */
    public MonitorLimits withBytes(ByteSize bytes) {
        return new MonitorLimits(time, commands, bytes, outputBuffer, slowest);
    }

    /** These limits with another bound on what may wait in the server. */
    public MonitorLimits withOutputBuffer(ByteSize outputBuffer) {
        return new MonitorLimits(time, commands, bytes, outputBuffer, slowest);
    }

    /** These limits with another bound on the server's answers. */
    public MonitorLimits withSlowest(Duration slowest) {
        return new MonitorLimits(time, commands, bytes, outputBuffer, slowest);
    }
}
