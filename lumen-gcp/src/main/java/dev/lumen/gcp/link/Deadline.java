package dev.lumen.gcp.link;

import dev.lumen.api.units.Require;
import java.time.Duration;

/** An instant by which something is over, on the monotonic clock. Immutable and thread-safe. */
public final class Deadline {
    private final long end;
    private final Duration length;

    private Deadline(Duration length) {
        this.length = length;
        this.end = System.nanoTime() + length.toNanos();
    }

    /**
     * The instant {@code length} from now.
     *
     * @throws IllegalArgumentException if {@code length} is not positive
     */
    public static Deadline in(Duration length) {
        return new Deadline(Require.positive("time limit", length));
    }

    /** Time left in nanoseconds; 0 where none is. */
    public long nanosLeft() {
        return Math.max(0, end - System.nanoTime());
    }

    /** How long it was from the beginning. */
    public Duration length() {
        return length;
    }
}
