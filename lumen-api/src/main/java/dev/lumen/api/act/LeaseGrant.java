package dev.lumen.api.act;

import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The right to act for a fleet, for a time. It ends by the holder's own monotonic clock, without anyone being asked; the time
 * counts from before the lease was asked for, so that it ends here before it ends where it was given.
 *
 * <p>A holder that stops between looking and writing can still be late; so every write carries the {@link #token}, and what is
 * written to refuses a token below the highest that was ever given out. Immutable.
 */
public final class LeaseGrant {
    private final long token;
    private final long askedAtNanos;
    private final long lengthNanos;
    private final LongSupplier nanos;

    private LeaseGrant(long token, long askedAtNanos, long lengthNanos, LongSupplier nanos) {
        this.token = token;
        this.askedAtNanos = askedAtNanos;
        this.lengthNanos = lengthNanos;
        this.nanos = nanos;
    }

    /**
     * A grant.
     *
     * @param token its fencing token, 1 or more
     * @param length how long it lasts, above zero
     * @param askedAtNanos when it was asked for, by {@code nanos}
     * @param nanos the holder's monotonic time in nanoseconds
     */
    public static LeaseGrant of(long token, Duration length, long askedAtNanos, LongSupplier nanos) {
        if (token < 1) {
            throw Require.refused("fencing token", token, "1 or more");
        }
        return new LeaseGrant(
                token,
                askedAtNanos,
                Require.positive("length of the lease", length).toNanos(),
                Require.present("ticker", nanos));
    }

    /** The fencing token: higher than that of every holder before, the same for a holder that renews in time. */
    public long token() {
        return token;
    }

    /** Whether the holder may still act. */
    public boolean isInForce() {
        return nanos.getAsLong() - askedAtNanos < lengthNanos;
    }

    /** How long the holder may still act; zero where it may not. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, lengthNanos - (nanos.getAsLong() - askedAtNanos)));
    }

    @Override
    public String toString() {
        return "LeaseGrant[token=" + token + ", left=" + left() + "]";
    }
}
