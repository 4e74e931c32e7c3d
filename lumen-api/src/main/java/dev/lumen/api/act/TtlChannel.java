package dev.lumen.api.act;

import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Require;
import dev.lumen.api.units.SimpleName;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Where all JVMs of a fleet find the TTL in force for one cache. The fleet's leader publishes, everybody follows.
 *
 * <p>The value is kept, with an epoch that only grows: whoever comes later finds it, and a message that is lost costs time and
 * never a wrong TTL. While a TTL is on trial, what all JVMs count of it goes the other way. Thread-safe. {@link #read} and {@link #publish} may block for I/O, for a bounded time; {@link #follow} does
 * not.
 */
public interface TtlChannel extends AutoCloseable {
    /** Bytes of the largest report. */
    int LARGEST_REPORT = 1 << 18;

    /** The cache whose TTL this is. */
    CacheName cache();

    /**
     * The value in force.
     *
     * @return empty where nothing was ever published
     * @throws Exception if that cannot be known now; the message holds no secret
     */
    Optional<PublishedTtl> read() throws Exception;

    /**
     * Puts {@code next} in force, if the channel still holds what the caller went by and no other leader has come since. Both
     * are checked where the value is kept, in one step with the change.
     *
     * @param next what to hand out
     * @param expectedEpoch the epoch of the value that it replaces; 0 for none
     * @param token the fencing token under which the caller leads, {@link LeaseGrant#token}
     * @return what became of it
     * @throws Exception if that is not known: it may or may not have come into force
     */
    Publication publish(TtlSetting next, long expectedEpoch, long token) throws Exception;

    /**
     * Leaves what one JVM has counted for a trial where the leader finds it, in place of what it left before. May block for I/O.
     *
     * @param trial the trial's name, {@link TtlTrial#name}
     * @param counter who has counted, another one after a restart; 1 to 64 letters, digits and hyphens
     * @param counts what, for the leader to understand; at most {@link #LARGEST_REPORT} bytes
     * @throws IllegalArgumentException if a name is another or the counts are larger
     * @throws Exception if it may not be there
     */
    void report(String trial, String counter, byte[] counts) throws Exception;

    /**
     * What was reported of a trial, by counter; of JVMs that are gone as well. Kept for a day after the last report at least. May
     * block for I/O.
     *
     * @throws Exception if that cannot be known now
     */
    SortedMap<String, byte[]> reports(String trial) throws Exception;

    /** Throws the exception that {@link #report} throws for these arguments, if any. */
    static void checkReport(String trial, String counter, byte[] counts) {
        for (String name : List.of(trial, counter)) {
            if (!Proposal.isId(name)) {
                throw Require.refused("trial or counter", name, "1 to 64 letters, digits and hyphens");
            }
        }
        if (counts.length > LARGEST_REPORT) {
            throw Require.refused("bytes of a report", counts.length, "at most " + LARGEST_REPORT);
        }
    }

    /**
     * Tells {@code follower} of the value in force now and of every newer one, on a thread of the channel's own, one call at a
     * time, each newer than the one before; what was published in quick succession may be told of by the last of it alone.
     *
     * @return what ends it; no call begins after its {@code close} returned, and closing twice does nothing
     */
    Following follow(Follower follower);

    /** What reports call this channel; the simple class name unless overridden. */
    default String name() {
        return SimpleName.of(this);
    }

    /** Ends all following and whatever thread or connection is the channel's own. Closing twice does nothing. */
    @Override
    void close();

    /** Is told of values. What it throws is swallowed; while it lasts, the others wait. */
    interface Follower {
        /** A value that is newer than any before. */
        void newer(PublishedTtl value);

        /** The channel was asked, and what was told of last is still in force. */
        default void confirmed() {}

        /** The channel was asked, and holds nothing: nothing was ever published, or it was lost. */
        default void empty() {}

        /**
         * The channel was asked and did not answer.
         *
         * @param why in words that hold no secret
         */
        default void unreachable(String why) {}
    }

    /** Ends following. */
    @FunctionalInterface
    interface Following extends AutoCloseable {
        @Override
        void close();
    }
}
