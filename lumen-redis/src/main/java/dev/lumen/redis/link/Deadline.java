package dev.lumen.redis.link;

import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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

    /** This deadline or the instant {@code length} from now, whichever comes first. */
    public Deadline orIn(Duration length) {
        long nanos = Math.max(1, Math.min(nanosLeft(), length.toNanos()));
        return new Deadline(Duration.ofNanos(nanos));
    }

    /** Time left in nanoseconds; 0 where none is. */
    public long nanosLeft() {
        return Math.max(0, end - System.nanoTime());
    }

    /** Whether no time is left. */
    public boolean isOver() {
        return nanosLeft() == 0;
    }

    /**
     * What {@code future} comes to.
     *
     * @throws TimeoutException if that is not before this deadline
     * @throws InterruptedException if this thread is interrupted meanwhile
     * @throws Exception whatever the future failed with
     */
    public <T> T await(Future<T> future) throws Exception {
        try {
            return future.get(nanosLeft(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new TimeoutException("no answer within " + length.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw Failures.cause(e);
        }
    }
}
