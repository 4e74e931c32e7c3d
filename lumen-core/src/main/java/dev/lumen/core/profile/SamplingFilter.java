package dev.lumen.core.profile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Which accesses a profile wants to see, as far as a thread that records can tell without asking it: the sample's threshold,
 * and a small bitmap of the hot keys' hashes (a Bloom filter with one hash; at {@value #BITS_PER_KEY} bits a key or more, at
 * most one other key in {@value #BITS_PER_KEY} passes for a hot one, which costs time and does no harm, since the profile
 * looks again).
 *
 * <p>Any thread may ask. One at a time may {@link #follow} a profile. Words change in place and one by one, and are read as
 * they are: in the moment of a change an access may be judged by the old one or the new one, each of which was right a moment
 * ago. A key that stays hot never seems not to be.
 */
final class SamplingFilter {
    /** Bits of the bitmap for each key that can be hot, at least. */
    private static final int BITS_PER_KEY = 32;

    /** 2⁶⁴ ÷ golden ratio. */
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] bits;
    /** The bitmap in the making. */
    private final long[] next;

    private final int mask;
    /** Held, as it would be made anew in every round. */
    private final LongConsumer mark = this::mark;

    private final AtomicLong threshold = new AtomicLong(Long.MAX_VALUE);

    /** Whether hits of hot keys are not wanted just now. */
    private volatile boolean resting;

    /** By how much a long is shifted so that it is 0 as often as a key is tried. */
    private volatile int chanceShift = Long.SIZE - MaintenancePace.LEAST_CHANCE_BITS;

    /** A filter that lets everything pass until it has followed a profile. */
    SamplingFilter(int words) {
        bits = new long[words];
        next = new long[words];
        mask = words - 1;
    }

    /** Words of the bitmap for so many keys, a power of two. */
    static int words(int hotKeys) {
        int words = Math.max(1, (int) ((long) hotKeys * BITS_PER_KEY / Long.SIZE));
        int power = Integer.highestOneBit(words);
        return power == words ? words : 2 * power;
    }

    /** What a filter of so many words takes in bytes. */
    static long bytes(int words) {
        return 2L * words * Long.BYTES;
    }

    /** Whether the profile wants to see every access of this key. */
    boolean takes(long hash) {
        return wants(hash) != 0;
    }

    /** The same as 1 or 0. Without a branch, as no processor could foretell it. */
    long wants(long hash) {
        return (samples(hash) | hotBit(hash)) & 1;
    }

    /** Whether the key is one of the sample: 1 or 0. */
    long samples(long hash) {
        return ((hash >>> 1) - threshold.getOpaque()) >>> (Long.SIZE - 1);
    }

    /**
     * Whether accesses of hot keys, which are many, are not wanted just now, but only those of all other keys of the sample. Those
     * that pass for hot ones are not wanted, either, which makes their gaps seem longer.
     */
    boolean isResting() {
        return resting;
    }

    /** Whether the profile wants to see an access of this key while hot keys rest: 1 or 0, without a branch. */
    long wantsAtRest(long hash) {
        return samples(hash) & ~hotBit(hash);
    }

    /** Sets whether accesses of hot keys are not wanted from now on. */
    void rest(boolean rests) {
        if (resting != rests) {
            // Not in every round, as each write takes the line away from all who read it.
            resting = rests;
        }
    }

    /**
     * Whether a key that is not wanted is to be tried as a hot one, by chance: 1 or 0.
     *
     * @param count of accesses before; multiples of the golden ratio are spread evenly whatever rhythm they have
     */
    long tries(long count) {
        return (((count * GOLDEN) >>> chanceShift) - 1) >>> (Long.SIZE - 1);
    }

    /** Whether the key is a hot one, or passes for one. */
    boolean isHot(long hash) {
        return (hotBit(hash) & 1) != 0;
    }

    private long hotBit(long hash) {
        return (long) WORDS.getOpaque(bits, word(hash)) >>> hash;
    }

    private int word(long hash) {
        return (int) (hash >>> 6) & mask;
    }

    private void mark(long hash) {
        next[word(hash)] |= 1L << hash;
    }

    /** Takes over what a profile wants to see now, and that one other access in two to a power is tried. */
    void follow(AccessProfile profile, int chanceBits) {
        chanceShift = Long.SIZE - chanceBits;
        Arrays.fill(next, 0);
        profile.forEachHotKey(mark);
        for (int i = 0; i < next.length; i++) {
            if (bits[i] != next[i]) {
                WORDS.setOpaque(bits, i, next[i]);
            }
        }
        threshold.setOpaque(profile.threshold());
    }
}
