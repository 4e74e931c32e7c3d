package dev.lumen.gcp.testkit;

import com.google.monitoring.v3.TypedValue;
import java.time.Instant;
import java.util.function.IntFunction;

/** Fills series minute by minute, as Google's own are filled. */
public final class Minutes {
    private final MonitoringServer server;
    private final Instant end;

    /**
     * Of the minutes that end at {@code end} or before.
     *
     * @param server where to
     * @param end the last minute's end
     */
    public Minutes(MonitoringServer server, Instant end) {
        this.server = server;
        this.end = end;
    }

    /** Counts for the last {@code count} minutes; the latest has number 0. */
    public void counts(SeriesKey key, int count, IntFunction<TypedValue> value) {
        for (int i = count - 1; i >= 0; i--) {
            Instant at = end.minusSeconds(60L * i);
            server.put(key, at.minusSeconds(60), at, value.apply(i));
        }
    }

    /** A gauge's values for the last {@code count} minutes. */
    public void gauge(SeriesKey key, int count, IntFunction<TypedValue> value) {
        for (int i = count - 1; i >= 0; i--) {
            Instant at = end.minusSeconds(60L * i);
            server.put(key, at, at, value.apply(i));
        }
    }

    /** What Memorystore for Redis writes of an instance that has 7 hits and 3 misses a minute, and half of its 256 MB in use. */
    public void redis(String instance, int count) {
        counts(Series.redis("stats/keyspace_hits", instance, "primary"), count, i -> Series.whole(7));
        counts(Series.redis("stats/keyspace_misses", instance, "primary"), count, i -> Series.whole(3));
        counts(Series.redis("stats/evicted_keys", instance, "primary"), count, i -> Series.whole(2));
        counts(Series.redis("stats/expired_keys", instance, "primary"), count, i -> Series.whole(1));
        gauge(Series.redis("stats/memory/usage", instance, "primary"), count, i -> Series.whole(128L << 20));
        gauge(Series.redis("stats/memory/maxmemory", instance, "primary"), count, i -> Series.whole(256L << 20));
        gauge(Series.redis("keyspace/keys", instance, "primary"), count, i -> Series.whole(1000));
        counts(Series.redis("stats/keyspace_hits", instance, "replica"), count, i -> Series.whole(100));
    }
}
