package dev.lumen.api.act;

import dev.lumen.api.units.SimpleName;
import java.util.Optional;

/**
 * Decides which JVM of a fleet runs the loop of a cache: at any time at most one holds the lease, by its own clock and by that
 * of whoever gives it.
 *
 * <p>An orchestrator asks at the beginning of each run, and nobody renews in between: a JVM that has stopped running loses the
 * lease by time, and another takes over. So it should last longer than two runs lie apart; where it does not, the lead goes
 * to whoever runs next, which is safe and costs evidence. Thread-safe. {@link #acquire} and {@link #release} may block for I/O,
 * for a bounded time; {@link #held} does not.
 */
public interface RunLease extends AutoCloseable {
    /**
     * Takes the lease where nobody holds it, and renews it where this one does.
     *
     * @return the right to act; empty where another holds it
     * @throws Exception if that cannot be known now; the message holds no secret. What was {@link #held} before stays so
     *     until its time is over
     */
    Optional<LeaseGrant> acquire() throws Exception;

    /** What the last {@link #acquire} gave, while it is in force. No I/O. */
    Optional<LeaseGrant> held();

    /**
     * Gives the lease back, so that another can have it at once. Where this one does not hold it nothing happens.
     *
     * @throws Exception if that did not get through: it then ends by time; {@link #held} is empty in any case
     */
    void release() throws Exception;

    /** What reports call this lease; the simple class name unless overridden. */
    default String name() {
        return SimpleName.of(this);
    }

    /** Releases it if that can be done, and ends whatever connection is its own. Closing twice does nothing. */
    @Override
    void close();
}
