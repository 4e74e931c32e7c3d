package dev.lumen.core;

import java.time.Duration;

/** How much of a run's deadline is left, and for what. */
final class Patience {
    /** Share of the deadline by which the state must be there. */
    static final double EARLY = 0.2;

    /** Share by which the sources must have answered. */
    static final double SOURCES = 0.6;

    /** Share by which everything is decided. */
    static final double DECISIONS = 0.8;

    /** Share by which the state is saved. */
    static final double STATE = 0.9;

    /** Share by which the sinks are told; the rest is for coming back in time. */
    static final double TOLD = 0.96;

    private final long start = System.nanoTime();
    private final long nanos;

    Patience(Duration deadline) {
        this.nanos = deadline.toNanos();
    }

    /** What is left until {@code share} of the deadline has passed; never negative. */
    Duration upTo(double share) {
        long left = (long) (nanos * share) - (System.nanoTime() - start);
        return Duration.ofNanos(Math.max(0, left));
    }

    /**
     * What one source may take: its fair share of what is left, so that the last of a chain gets its turn whatever those
     * before it do.
     *
     * @param atMost what it may take in any case
     * @param stillToAsk how many sources may yet have to be asked, this one included; 1 or more
     */
    Duration forSource(Duration atMost, int stillToAsk) {
        Duration share = upTo(SOURCES).dividedBy(stillToAsk);
        return share.compareTo(atMost) < 0 ? share : atMost;
    }
}
