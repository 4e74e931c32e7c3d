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
 * others, time is let pass to that instant and the loop looks at the cache. Of windows without a read it looks at the last
 * one alone, so that what it sees at the end of the next is of that window and no longer time. Same trace and settings,
 * same result.
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
    private long windowsEnded;
    private CacheCounters counted;
    private int ttlChanges;
    private int sizeChanges;

    private Replay(ReplaySettings settings, Consumer<ReplayWindow> windows) {
        this.settings = settings;
        this.windows = windows;
        windowMillis = settings.windowMillis();
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
                if (trace.timestampMillis() - windowStart >= windowMillis) {
                    endWindowsUpTo(trace);
                }
                cache.access(trace);
                steersman.see(trace);
            } while (trace.next());
            endLastWindow();
        }
        CacheCounters all = cache.counters();
        return new ReplaySummary(all, settings.prices().costsOf(all), ttlChanges, sizeChanges, cache.ttl(), size());
    }

    private void begin(long millis) {
        windowStart = millis;
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
        // Subtracting cannot overflow where the window's end could: times are not negative.
        while (millis - windowStart >= windowMillis) {
            long end = windowStart + windowMillis;
            endWindow(end, millis - end < windowMillis);
        }
    }

    private void endWindow(long end, boolean readsFollow) {
        cache.advanceTo(end);
        CacheCounters window = countWindow();
        Optional<Duration> ttl = cache.ttl();
        Optional<ByteSize> size = size();
        CacheAction done = window.requests() > 0 || readsFollow ? act(end) : CacheAction.MAINTAIN;
        tell(window, ttl, size, done);
        windowStart = end;
    }

    private void endLastWindow() {
        tell(countWindow(), cache.ttl(), size(), CacheAction.MAINTAIN);
    }

    private CacheCounters countWindow() {
        CacheCounters now = cache.counters();
        CacheCounters window = now.since(counted);
        counted = now;
        return window;
    }

    private void tell(CacheCounters window, Optional<Duration> ttl, Optional<ByteSize> size, CacheAction done) {
        windows.accept(new ReplayWindow(
                windowStart, window, ttl, size, done, settings.prices().costsOf(window)));
    }

    private CacheAction act(long millis) {
        CacheAction done = steersman.act(millis);
        switch (done) {
            case INCREASE_TTL, DECREASE_TTL -> ttlChanges++;
            case SCALE_UP, SCALE_DOWN -> sizeChanges++;
            case OPTIMIZE, MAINTAIN -> {}
        }
        return done;
    }

    private Optional<ByteSize> size() {
        OptionalLong bytes = cache.capacityBytes();
        return bytes.isPresent() ? Optional.of(ByteSize.ofBytes(bytes.getAsLong())) : Optional.empty();
    }
}
