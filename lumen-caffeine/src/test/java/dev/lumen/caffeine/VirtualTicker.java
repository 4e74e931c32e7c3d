package dev.lumen.caffeine;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A ticker that moves when told to. */
final class VirtualTicker implements Ticker {
    private final AtomicLong nanos = new AtomicLong();

    void advance(Duration step) {
        nanos.addAndGet(step.toNanos());
    }

    @Override
    public long read() {
        return nanos.get();
    }
}
