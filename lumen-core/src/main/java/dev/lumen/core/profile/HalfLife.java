package dev.lumen.core.profile;

import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.Optional;

/**
 * Says how much less what was counted counts by now, in steps: a thirty-second of a half-life each, so that hardly any work
 * goes into it. Not thread-safe.
 */
final class HalfLife {
    private static final int STEPS = 32;

    /** Half-lives after which nothing is left that a sum would notice. */
    private static final long MOST_STEPS = 64L * STEPS;

    /** {@link Long#MAX_VALUE} where nothing ever fades. */
    private final long stepMillis;

    private long fadedTo;

    /** Fading by {@code halfLife}; by nothing where it is absent. Time begins at 0 ms. */
    HalfLife(Optional<Duration> halfLife) {
        halfLife.ifPresent(duration -> Require.positive("half-life", duration));
        stepMillis = halfLife.map(duration -> Math.max(1, duration.toMillis() / STEPS))
                .orElse(Long.MAX_VALUE);
    }

    /** Whether a step has passed since the last {@link #fade}. */
    boolean isDue(long nowMillis) {
        return nowMillis - fadedTo >= stepMillis;
    }

    /** What to multiply by for the steps that have passed, above 0 and at most 1. What is left of a step counts next time. */
    double fade(long nowMillis) {
        long steps = (nowMillis - fadedTo) / stepMillis;
        fadedTo += steps * stepMillis;
        return Math.pow(0.5, (double) Math.min(steps, MOST_STEPS) / STEPS);
    }
}
