package dev.lumen.replay;

import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Require;
import dev.lumen.core.profile.AccessProfile;
import java.time.Duration;
import java.util.Optional;

/**
 * How a trace is replayed.
 *
 * @param ttl the TTL at the start, 1 ms or more; absent if nothing expires
 * @param size the capacity at the start; absent if there is no limit
 * @param window how long a window is, 1 ms or more: the loop decides at its end
 * @param prices what misses, memory and stale hits cost
 * @param steering what decides
 */
public record ReplaySettings(
        Optional<Duration> ttl, Optional<ByteSize> size, Duration window, ReplayPrices prices, Steering steering) {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST_WINDOW = Duration.ofMillis(Long.MAX_VALUE);

    /**
     * Checks the two times, and that what is steered has a value to start from, within its bounds.
     *
     * @throws IllegalArgumentException if one of these does not hold; it names the value and what is allowed
     */
    public ReplaySettings {
        ttl.ifPresent(duration -> requireMillis("TTL", duration));
        requireMillis("window", window);
        if (steering instanceof Steered steered) {
            TtlBounds ttls = ttlBounds(steered, ttl);
            requireWithin("TTL at the start", ttl.orElseThrow(), ttls.min(), ttls.max());
            SizeBounds sizes = sizeBounds(steered, size);
            requireWithin("size at the start", size.orElseThrow(), sizes.min(), sizes.max());
        }
    }

    /** The window in milliseconds; one that they cannot express is the longest that they can. */
    long windowMillis() {
        return window.compareTo(LONGEST_WINDOW) > 0 ? Long.MAX_VALUE : window.toMillis();
    }

    private static void requireMillis(String name, Duration duration) {
        if (duration.compareTo(SHORTEST) < 0) {
            throw Require.refused(name, duration, "1 ms or more");
        }
    }

    private static <T extends Comparable<T>> void requireWithin(String name, T start, T min, T max) {
        if (start.compareTo(min) < 0 || start.compareTo(max) > 0) {
            throw Require.refused(name, start, min + " to " + max);
        }
    }

    /** The bounds of the TTL; without room between them where it is to stay. */
    static TtlBounds ttlBounds(Steered steered, Optional<Duration> start) {
        Duration fixed = start.orElseThrow(() -> withoutLimit("TTL"));
        return steered.ttlBounds().orElseGet(() -> new TtlBounds(fixed, fixed, fixed));
    }

    /** The bounds of the size; without room between them where it is to stay. */
    static SizeBounds sizeBounds(Steered steered, Optional<ByteSize> start) {
        ByteSize fixed = start.orElseThrow(() -> withoutLimit("size"));
        return steered.sizeBounds().orElseGet(() -> new SizeBounds(fixed, fixed));
    }

    private static IllegalArgumentException withoutLimit(String name) {
        return Require.refused(name, "without a limit", "a limit to start from, where Lumen decides");
    }

    /** What decides at the end of each window. */
    public sealed interface Steering {}

    /** Nothing does: TTL and size stay as they are. */
    public record Fixed() implements Steering {}

    /** Lumen does, within bounds. */
    public sealed interface Steered extends Steering {
        /** The TTLs that are allowed; absent if the TTL is to stay. */
        Optional<TtlBounds> ttlBounds();

        /** The sizes that are allowed; absent if the size is to stay. */
        Optional<SizeBounds> sizeBounds();
    }

    /**
     * Lumen's rules do (SPEC §4, §5), on the window's metrics alone.
     *
     * @param ttlBounds the TTLs that are allowed; absent if the TTL is to stay
     * @param sizeBounds the sizes that are allowed; absent if the size is to stay
     */
    public record Rules(Optional<TtlBounds> ttlBounds, Optional<SizeBounds> sizeBounds) implements Steered {}

    /**
     * Lumen does on the evidence of the accesses (SPEC §9), recorded as they come.
     *
     * @param ttlBounds the TTLs that are allowed; absent if the TTL is to stay
     * @param sizeBounds the sizes that are allowed; absent if the size is to stay
     * @param staleLimit the largest share of stale hits among the hits that is allowed; absent where there is none
     * @param recording what is kept of the accesses
     */
    public record Profiled(
            Optional<TtlBounds> ttlBounds,
            Optional<SizeBounds> sizeBounds,
            Optional<Ratio> staleLimit,
            Recording recording)
            implements Steered {}

    /**
     * What is kept of the accesses.
     *
     * @param stateLimit the memory that it may take
     * @param halfLife after which an access counts half; absent if all count alike
     * @param seed of what is left to chance
     */
    public record Recording(ByteSize stateLimit, Optional<Duration> halfLife, long seed) {
        /** A megabyte, all accesses alike. */
        public static final Recording DEFAULT = new Recording(AccessProfile.DEFAULT_STATE_LIMIT, Optional.empty(), 1);
    }
}
