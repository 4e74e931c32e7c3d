package dev.lumen.api.state;

import dev.lumen.api.units.SimpleName;
import java.util.List;

/**
 * Keeps the lines of an audit log, and only ever adds to them.
 *
 * <p>Called by who governs a cache, never by two threads at once. It may block for I/O.
 */
public interface AuditLog {
    /**
     * Adds lines after the first {@code after} ones. Those of them that are there already, since an earlier call was cut off, are
     * not added again. When this returns, all of them are kept for good; when it throws, some first ones may be.
     *
     * @param after how many lines come before them, 0 or more
     * @param lines what to add, none of them with a line break
     * @throws IllegalArgumentException if the log holds fewer than {@code after} lines: some are missing
     * @throws Exception if they could not be kept
     */
    void append(long after, List<String> lines) throws Exception;

    /**
     * All lines, the first one first.
     *
     * @throws Exception if they cannot be read
     */
    List<String> lines() throws Exception;

    /** What reports call this log; the simple class name unless overridden. */
    default String name() {
        return SimpleName.of(this);
    }
}
