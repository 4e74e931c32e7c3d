package dev.lumen.core;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

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
    static final double TOLD = 0.95;

    private final LongSupplier ticker;
    private final long start;
    private final long nanos;

    /** Begins now, by {@code ticker}, the monotonic time in nanoseconds. */
    Patience(Duration deadline, LongSupplier ticker) {
        this.ticker = ticker;
        this.start = ticker.getAsLong();
        this.nanos = deadline.toNanos();
    }

    /** What is left until {@code share} of the deadline has passed; never negative. */
    Duration upTo(double share) {
        long left = (long) (nanos * share) - (ticker.getAsLong() - start);
        return Duration.ofNanos(Math.max(0, left));
    }

    /** What is left of {@code atMost} from now on, and no more than until {@code share} of the deadline has passed. */
    Supplier<Duration> upTo(double share, Duration atMost) {
        Duration end = passed().plus(atMost);
        return () -> {
            Duration own = end.minus(passed());
            Duration all = upTo(share);
            return own.isNegative() ? Duration.ZERO : own.compareTo(all) < 0 ? own : all;
        };
    }

    private Duration passed() {
        return Duration.ofNanos(ticker.getAsLong() - start);
    }
}
