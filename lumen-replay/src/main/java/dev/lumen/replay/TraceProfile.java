package dev.lumen.replay;

import dev.lumen.core.profile.AccessProfile;
import java.io.IOException;

/**
 * Feeds a trace to a profile, which learns from it what other settings would have done, and times that apart from the
 * reading. Not thread-safe.
 */
public final class TraceProfile {
    /** Rows that are read before they are fed: enough that looking at the clock costs nothing beside them. */
    private static final int BATCH = 4096;

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final AccessProfile profile;
    private final long salt;
    private final long[] millis = new long[BATCH];
    private final int[] keys = new int[BATCH];
    private final long[] sizes = new long[BATCH];
    private final int[] contents = new int[BATCH];
    private long rows;
    private long nanos;

    /**
     * A feed of {@code profile}.
     *
     * @param profile where the accesses go
     * @param seed another one has other keys sampled
     */
    public TraceProfile(AccessProfile profile, long seed) {
        this.profile = profile;
        this.salt = seed * GOLDEN;
    }

    /**
     * Feeds a trace to its end.
     *
     * @param trace the trace, before its first row; not closed
     * @throws TraceFormatException if a row is bad and bad rows are refused
     * @throws IOException if the trace cannot be read
     */
    public void feed(TraceReader trace) throws IOException {
        int count = 0;
        while (trace.next()) {
            millis[count] = trace.timestampMillis();
            keys[count] = trace.key();
            sizes[count] = trace.sizeBytes();
            contents[count] = Long.hashCode(trace.version());
            if (++count == BATCH) {
                feed(count);
                count = 0;
            }
        }
        feed(count);
    }

    private void feed(int count) {
        long start = System.nanoTime();
        for (int row = 0; row < count; row++) {
            profile.access(millis[row], hash(keys[row], salt), sizes[row], contents[row]);
        }
        nanos += System.nanoTime() - start;
        rows += count;
    }

    /** The hash by which a key of a trace is sampled. */
    static long hash(int key, long salt) {
        return AccessProfile.mix(key + salt);
    }

    /** Rows fed so far. */
    public long rows() {
        return rows;
    }

    /** What the profile took for a row on average, in nanoseconds; 0 where there were none. */
    public double nanosPerAccess() {
        return rows == 0 ? 0 : (double) nanos / rows;
    }
}
