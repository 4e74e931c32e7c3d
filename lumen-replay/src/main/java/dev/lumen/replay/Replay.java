package dev.lumen.replay;

import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.units.ByteSize;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A trace, played into a {@link ReferenceCache} in virtual time, with the loop closed over it.
 *
 * <p>Windows follow one another from the first row on, the last one ending with the last row. At the end of each of the
 * others, time is let pass to that instant and the loop looks at the cache; after a window without a read it does not.
 * Same trace and settings, same result.
 *
 * <p>Time is that of the rows; memory that of the cache and the reader. Not thread-safe.
 */
public final class Replay {
    /** More windows than anyone would read; a time that jumps by decades would make more still. */
    static final long MOST_WINDOWS = 1_000_000;

    private final ReplaySettings settings;
    private final Consumer<ReplayWindow> windows;
    private final ReferenceCache cache = new ReferenceCache();
    private final Steersman steersman;
    private final long windowMillis;
    private long windowStart;
    private long windowEnd;
    private long windowsEnded;
    private CacheCounters counted;
    private int ttlChanges;
    private int sizeChanges;

    private Replay(ReplaySettings settings, Consumer<ReplayWindow> windows) {
        this.settings = settings;
        this.windows = windows;
        windowMillis = settings.window().toMillis();
        settings.ttl().ifPresent(cache::setTtl);
        settings.size().ifPresent(size -> cache.setCapacity(size.bytes()));
        counted = cache.counters();
        steersman = settings.steering() instanceof ReplaySettings.Steered steered
                ? new LoopSteersman(cache, settings, steered)
                : Steersman.NONE;
    }

    /**
     * Replays a trace to its end.
     *
     * @param trace the trace, before its first row; not closed
     * @param settings how
     * @param windows is told of each window as it ends
     * @return the sum of it all; of a trace without rows, zeros
     * @throws TraceFormatException if a row is bad and bad rows are refused, or the trace spans more than a million windows
     * @throws IOException if the trace cannot be read
     */
    public static ReplaySummary run(TraceReader trace, ReplaySettings settings, Consumer<ReplayWindow> windows)
            throws IOException {
        Replay replay = new Replay(settings, windows);
        try {
            return replay.run(trace);
        } finally {
            replay.steersman.close();
        }
    }

    private ReplaySummary run(TraceReader trace) throws IOException {
        if (trace.next()) {
            begin(trace.timestampMillis());
            do {
                if (trace.timestampMillis() >= windowEnd) {
                    endWindowsUpTo(trace);
                }
                cache.access(trace);
                steersman.see(trace);
            } while (trace.next());
            endWindow(true);
        }
        CacheCounters all = cache.counters();
        return new ReplaySummary(all, settings.prices().costsOf(all), ttlChanges, sizeChanges, cache.ttl(), size());
    }

    private void begin(long millis) {
        windowStart = millis;
        windowEnd = end(millis);
        cache.advanceTo(millis);
        steersman.act(millis);
    }

    private void endWindowsUpTo(TraceReader trace) throws TraceFormatException {
        long millis = trace.timestampMillis();
        windowsEnded += (millis - windowStart) / windowMillis;
        if (windowsEnded > MOST_WINDOWS) {
            throw trace.refusal("timestamp_ms is '" + millis + "', " + windowsEnded + " windows of " + windowMillis
                    + " ms after the first, allowed: at most " + MOST_WINDOWS);
        }
        while (millis >= windowEnd) {
            cache.advanceTo(windowEnd);
            endWindow(false);
            windowStart = windowEnd;
            windowEnd = end(windowStart);
        }
    }

    private void endWindow(boolean last) {
        CacheCounters now = cache.counters();
        CacheCounters window = now.since(counted);
        counted = now;
        Optional<Duration> ttl = cache.ttl();
        Optional<ByteSize> size = size();
        CacheAction done = last || window.requests() == 0 ? CacheAction.MAINTAIN : act();
        windows.accept(new ReplayWindow(
                windowStart, window, ttl, size, done, settings.prices().costsOf(window)));
    }

    private CacheAction act() {
        CacheAction done = steersman.act(windowEnd);
        switch (done) {
            case INCREASE_TTL, DECREASE_TTL -> ttlChanges++;
            case SCALE_UP, SCALE_DOWN -> sizeChanges++;
            case OPTIMIZE, MAINTAIN -> {}
        }
        return done;
    }

    private long end(long start) {
        return start > Long.MAX_VALUE - windowMillis ? Long.MAX_VALUE : start + windowMillis;
    }

    private Optional<ByteSize> size() {
        OptionalLong bytes = cache.capacityBytes();
        return bytes.isPresent() ? Optional.of(ByteSize.ofBytes(bytes.getAsLong())) : Optional.empty();
    }
}
