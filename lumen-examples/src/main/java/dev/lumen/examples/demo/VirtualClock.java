package dev.lumen.examples.demo;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of a simulated day, for the cache (nanoseconds) and for the orchestrator (instants) alike. It moves when told
 * to, and never backwards.
 *
 * <p>Written by the thread that serves, read by those of the orchestrator.
 */
final class VirtualClock implements Ticker, InstantSource {
    /** Midnight of a Monday. */
    static final Instant MIDNIGHT = Instant.parse("2026-11-02T00:00:00Z");

    private volatile long nanos;

    /** Moves to {@code nanos} after midnight. */
    void advanceTo(long nanos) {
        this.nanos = Math.max(this.nanos, nanos);
    }

    @Override
    public long read() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return MIDNIGHT.plusNanos(nanos);
    }
}
