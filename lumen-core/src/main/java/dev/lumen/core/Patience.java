package dev.lumen.core;

import java.time.Duration;

/** How much of a run's deadline is left, and for what. */
final class Patience {
    /** Share of the deadline by which the state must be there. */
    static final double EARLY = 0.2;

    /** Share by which the sources must have answered. */
    static final double SOURCES = 0.7;

    /** Share by which everything is decided. */
    static final double DECISIONS = 0.8;

    /** Share by which the state is saved. */
    static final double STATE = 0.9;

    /** The whole of it. */
    static final double ALL = 1;

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

    Duration forSource(Duration atMost) {
        Duration left = upTo(SOURCES);
        return left.compareTo(atMost) < 0 ? left : atMost;
    }
}
