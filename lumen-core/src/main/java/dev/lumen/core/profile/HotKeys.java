package dev.lumen.core.profile;

import java.util.function.IntConsumer;

/**
 * Which of the keys followed are hot, each of which is followed for itself: those that are read often. A clock goes round them
 * when one has to make room, and each that it passes loses half its heat; one that has none left is hot no more. A new one takes the place
 * where the clock has just been, whether it was followed before or not: if those of the sample stayed hot for longer, or less long, than
 * others, the sample would hold too few of their reads, or too many.
 *
 * <p>Not thread-safe.
 */
final class HotKeys {
    /** At most so many of the keys followed. */
    static final double SHARE = 0.3;

    /** What each takes. */
    static final int BYTES = Integer.BYTES;

    /** As many accesses as one that came by chance stands for, halved: a newly hot key has to live up to it. */
    static final byte FIRST_HEAT = AccessProfile.CHANCE / 2;

    private final TrackedKeys keys;
    private final IntConsumer cool;
    /** Their slots, as the clock goes round them. */
    private final int[] ring;

    private int allowed;
    private int count;
    private int hand;

    /**
     * None yet.
     *
     * @param keys the keys followed, each with its heat
     * @param limit the most there may ever be, 0 or more
     * @param cool makes a key one that is not hot, or follows it no more
     */
    HotKeys(TrackedKeys keys, int limit, IntConsumer cool) {
        this.keys = keys;
        this.cool = cool;
        ring = new int[limit];
        allowed = limit;
    }

    /** Lets there be no more than so many until it is told otherwise; the coldest go first. */
    void allow(int most) {
        allowed = Math.min(most, ring.length);
        while (count > allowed) {
            coolOne();
        }
    }

    /** Makes room for another one; returns false where there may be none. */
    boolean haveRoom() {
        if (allowed > 0 && count >= allowed) {
            coolOne();
        }
        return count < allowed;
    }

    /** How many there are. */
    int size() {
        return count;
    }

    /** Takes in a slot that has just become hot, where the clock has just been. */
    void add(int slot) {
        ring[count++] = ring[hand];
        ring[hand] = slot;
    }

    /** Takes in so many reads of one. */
    void read(int slot, long times) {
        keys.heat[slot] = (byte) Math.min(Byte.MAX_VALUE, keys.heat[slot] + times);
    }

    /** Goes on to the next one that has no heat left. There is one: none has more than a byte of it. */
    private void coolOne() {
        do {
            hand = hand + 1 < count ? hand + 1 : 0;
        } while (!losesAll(ring[hand]));
        int coldest = ring[hand];
        ring[hand] = ring[--count];
        cool.accept(coldest);
    }

    /** Halves what heat a key has; returns whether none is left. */
    private boolean losesAll(int slot) {
        keys.heat[slot] >>= 1;
        return keys.heat[slot] == 0;
    }
}
