package dev.lumen.core.profile;

import java.util.function.IntConsumer;

/**
 * Which of the keys followed are hot, each of which is followed for itself: those that are read often. A clock goes round them
 * when one has to make room, and each that it passes loses half its heat; one that has none left is hot no more.
 *
 * <p>Not thread-safe.
 */
final class HotKeys {
    /** At most so many of the keys followed. */
    static final double SHARE = 0.3;

    /** As many accesses as one that came by chance stands for, halved: a newly hot key has to live up to it. */
    private static final byte FIRST_HEAT = AccessProfile.CHANCE / 2;

    private final TrackedKeys keys;
    private final int limit;
    private final IntConsumer cool;
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
        this.limit = limit;
        this.cool = cool;
        allowed = limit;
    }

    /** Lets there be no more than so many until it is told otherwise; the coldest go first. */
    void allow(int most) {
        allowed = Math.min(most, limit);
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

    /**
     * The heat of a key that becomes hot. A key of the sample has its slot already, anywhere, and is passed sooner than one that gets a
     * slot which the clock has just made free. So that both stay hot as long on average, the clock has to pass a slot once more where
     * it comes to it within half a round. Else keys of the sample would be hot for less of the time than those that they stand for, and the
     * sample would hold too many reads of them, which are hits.
     */
    byte firstHeat(int slot) {
        int ahead = slot - hand;
        ahead += ahead <= 0 ? keys.slots() : 0;
        return ahead < keys.slots() / 2 ? 2 * FIRST_HEAT : FIRST_HEAT;
    }

    /** How many there are. */
    int size() {
        return count;
    }

    /** Counts one that has just become hot. */
    void count() {
        count++;
    }

    /** Takes in so many reads of one. */
    void read(int slot, long times) {
        keys.heat[slot] = (byte) Math.min(Byte.MAX_VALUE, keys.heat[slot] + times);
    }

    private void coolOne() {
        int coldest = coldest();
        count--;
        cool.accept(coldest);
    }

    /** Goes on to the next one that has no heat left. There is one: none has more than a byte of it. */
    private int coldest() {
        do {
            hand = hand + 1 == keys.slots() ? 0 : hand + 1;
        } while (!keys.isUsed(hand) || !keys.isHot(hand) || !losesAll(hand));
        return hand;
    }

    /** Halves what heat a key has; returns whether none is left. */
    private boolean losesAll(int slot) {
        keys.heat[slot] >>= 1;
        return keys.heat[slot] == 0;
    }
}
