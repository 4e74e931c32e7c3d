package dev.lumen.api.state;

import dev.lumen.api.units.SimpleName;
import java.util.SortedMap;

/**
 * Where people's messages wait for the one who governs a cache, be that another process. What was {@link #post}ed is there until
 * it is removed, and only once, however often it comes.
 *
 * <p>Thread-safe, and safe among processes. It may block for I/O.
 */
public interface Mailbox {
    /** The longest message, in bytes. */
    int LARGEST = 65_536;

    /**
     * Leaves a message. When this returns true it is kept for good.
     *
     * @param id what tells it from others: 1 to 100 letters, digits and hyphens
     * @param message at most {@value #LARGEST} bytes
     * @return false if there is one with that id already, which stays
     * @throws IllegalArgumentException if the id has other signs or the message is too long
     * @throws Exception if it could not be kept
     */
    boolean post(String id, byte[] message) throws Exception;

    /**
     * All messages by their ids, in the order of these.
     *
     * @throws Exception if they cannot be read
     */
    SortedMap<String, byte[]> read() throws Exception;

    /**
     * Takes a message out. Where there is none with that id nothing happens.
     *
     * @throws Exception if it could not be taken out
     */
    void remove(String id) throws Exception;

    /** What reports call this mailbox; the simple class name unless overridden. */
    default String name() {
        return SimpleName.of(this);
    }
}
