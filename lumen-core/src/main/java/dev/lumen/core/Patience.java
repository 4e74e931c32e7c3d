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
    private final long realStart = System.nanoTime();
    private final long nanos;

    /**
     * Begins now.
     *
     * @param ticker the host's monotonic time in nanoseconds; where real time is further on, that counts: a ticker that stands
     *     still, leaps back or throws makes no run late
     */
    Patience(Duration deadline, LongSupplier ticker) {
        this.ticker = ticker;
        this.nanos = deadline.toNanos();
        this.start = ticks(0);
    }

    /** What is left until {@code share} of the deadline has passed; never negative. */
    Duration upTo(double share) {
        return Duration.ofNanos(Math.max(0, (long) (nanos * share) - passed()));
    }

    /** What is left of {@code atMost} from now on, and no more than until {@code share} of the deadline has passed. */
    Supplier<Duration> upTo(double share, Duration atMost) {
        long end = passed() + atMost.toNanos();
        return () -> {
            Duration own = Duration.ofNanos(Math.max(0, end - passed()));
            Duration all = upTo(share);
            return own.compareTo(all) < 0 ? own : all;
        };
    }

    private long passed() {
        return Math.max(ticks(start) - start, System.nanoTime() - realStart);
    }

    private long ticks(long whereItThrows) {
        try {
            return ticker.getAsLong();
        } catch (RuntimeException e) {
            return whereItThrows;
        }
    }
}
