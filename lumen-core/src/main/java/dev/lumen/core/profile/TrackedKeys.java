package dev.lumen.core.profile;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The keys that a profile follows: a fixed number of slots, found by hash, in one list by recency that all miniature
 * caches share, since least-recently-used order is the same whatever a cache's TTL and capacity.
 *
 * <p>A key that has been read once was written into every cache at that moment, so its write times need no room. They get
 * a block of one byte a cell when it is read again. Most keys of a long tail never are.
 *
 * <p>{@value #SLOT_BYTES} bytes a slot and one byte a cell and block, all allocated at once. Not thread-safe.
 */
final class TrackedKeys {
    /** No slot, no block. */
    static final int NONE = -1;

    /** Ticks since anything that is longer ago than any TTL; half of what an int can tell apart. */
    static final int LONG_AGO = 1 << 30;

    /** A content that was not looked at: it tells of no change. */
    static final int UNSEEN = Integer.MIN_VALUE;

    /** Heat of a key that stands for others of its kind, too. */
    static final byte COLD = -1;

    /** What a slot takes: nine ints or floats, a long, four bytes, and its share of an index that is two thirds full. */
    static final int SLOT_BYTES = 9 * Integer.BYTES + Long.BYTES + 4 + 3 * Integer.BYTES / 2;

    final long[] hash;
    /** Bytes of the entry, as last read. */
    final float[] size;
    /** Place in the order of accesses; larger is more recent. */
    final int[] sequence;
    /** Ticks of the profile's clock at the last access. */
    final int[] accessed;
    /** Ticks at the access that last showed a change of content. */
    final int[] changed;
    /** The content last seen. */
    final int[] content;
    /** Changes of content seen, modulo {@link MiniatureCaches#STAMPS}. */
    final byte[] changes;
    /** How hot the key is, 0 or more; {@link #COLD} where it is one of a sample. */
    final byte[] heat;
    /** Ticks up to which a hot key hits in every cell, as long as it stays near the top of the order. */
    final int[] steadyUntil;
    /** Reads since the last one that was played through every cell, all of them hits. */
    final char[] repeats;
    /** Write times of a slot's block, one byte a cell. */
    final byte[] writes;

    private final int[] newer;
    private final int[] older;
    private final int[] block;
    private final int[] index;
    private final int[] freeBlocks;
    private final int cells;
    private int newest = NONE;
    private int oldest = NONE;
    private int firstFree;
    private int free;
    private int freeBlockCount;
    private int lastSequence;

    TrackedKeys(int slots, int blocks, int cells, int firstSequence) {
        this.cells = cells;
        lastSequence = firstSequence;
        hash = new long[slots];
        size = new float[slots];
        sequence = new int[slots];
        accessed = new int[slots];
        changed = new int[slots];
        content = new int[slots];
        changes = new byte[slots];
        heat = new byte[slots];
        steadyUntil = new int[slots];
        repeats = new char[slots];
        newer = new int[slots];
        older = new int[slots];
        block = new int[slots];
        writes = new byte[blocks * cells];
        freeBlocks = new int[blocks];
        index = new int[slots + slots / 2 + 1];
        clear();
    }

    private void clear() {
        Arrays.fill(block, NONE);
        Arrays.fill(newer, NONE);
        Arrays.fill(index, NONE);
        for (int slot = 0; slot < older.length; slot++) {
            older[slot] = slot + 1 < older.length ? slot + 1 : NONE;
        }
        firstFree = 0;
        free = hash.length;
        for (int i = 0; i < freeBlocks.length; i++) {
            freeBlocks[i] = i;
        }
        freeBlockCount = freeBlocks.length;
    }

    int slots() {
        return hash.length;
    }

    int used() {
        return hash.length - free;
    }

    boolean full() {
        return free == 0;
    }

    boolean outOfBlocks() {
        return freeBlockCount == 0;
    }

    int newest() {
        return newest;
    }

    int oldest() {
        return oldest;
    }

    /** The next more recent slot, or {@link #NONE}. */
    int newer(int slot) {
        return newer[slot];
    }

    boolean isUsed(int slot) {
        return slot == newest || newer[slot] != NONE;
    }

    boolean isHot(int slot) {
        return heat[slot] >= 0;
    }

    void forEachHot(LongConsumer hashes) {
        for (int slot = 0; slot < hash.length; slot++) {
            if (isHot(slot) && isUsed(slot)) {
                hashes.accept(hash[slot]);
            }
        }
    }

    /** Whether a content is the one last seen, or was not looked at. */
    boolean showsNothingNew(int slot, int seen) {
        return seen == UNSEEN || seen == content[slot];
    }

    /** Takes note of a content at a tick; returns whether it is another than it was. */
    boolean see(int slot, int seen, int tick) {
        if (showsNothingNew(slot, seen)) {
            return false;
        }
        boolean first = content[slot] == UNSEEN;
        content[slot] = seen;
        if (!first) {
            changed[slot] = tick;
            changes[slot] = (byte) (((changes[slot] & 0xff) + 1) % TtlRows.STAMPS);
        }
        return !first;
    }

    int find(long key) {
        int place = home(key);
        while (index[place] != NONE) {
            int slot = index[place];
            if (hash[slot] == key) {
                return slot;
            }
            place = next(place);
        }
        return NONE;
    }

    /** Takes a free slot for a key that is not there, as the most recent; its values are the caller's to set. */
    int add(long key) {
        int slot = firstFree;
        firstFree = older[slot];
        free--;
        hash[slot] = key;
        changes[slot] = 0;
        int place = home(key);
        while (index[place] != NONE) {
            place = next(place);
        }
        index[place] = slot;
        link(slot);
        return slot;
    }

    void remove(int slot) {
        unindex(slot);
        releaseBlock(slot);
        unlink(slot);
        newer[slot] = NONE;
        older[slot] = firstFree;
        firstFree = slot;
        free++;
    }

    /** Makes a slot the most recent one; one that is keeps its number, by which marks in the order know it. */
    void touch(int slot) {
        if (slot != newest) {
            unlink(slot);
            link(slot);
        }
    }

    private void link(int slot) {
        newer[slot] = NONE;
        older[slot] = newest;
        if (newest == NONE) {
            oldest = slot;
        } else {
            newer[newest] = slot;
        }
        newest = slot;
        sequence[slot] = nextSequence();
    }

    private void unlink(int slot) {
        int before = newer[slot];
        int after = older[slot];
        if (before == NONE) {
            newest = after;
        } else {
            older[before] = after;
        }
        if (after == NONE) {
            oldest = before;
        } else {
            newer[after] = before;
        }
    }

    private int nextSequence() {
        return ++lastSequence;
    }

    /** Whether the order's numbers are about to run out: {@link #renumber} is due before the next access. */
    boolean sequenceEnds() {
        return lastSequence >= Integer.MAX_VALUE - 2;
    }

    /** Numbers the order anew from 1. */
    void renumber() {
        lastSequence = 0;
        for (int slot = oldest; slot != NONE; slot = newer[slot]) {
            sequence[slot] = nextSequence();
        }
    }

    /**
     * Lets much time pass at once: what was longer ago than ticks can tell is from now on {@link #LONG_AGO}.
     *
     * @param before the tick up to now
     * @param passed ticks to pass
     */
    void age(int before, long passed) {
        int after = (int) (before + passed);
        for (int slot = oldest; slot != NONE; slot = newer[slot]) {
            accessed[slot] = after - (int) Math.min(LONG_AGO, before - accessed[slot] + passed);
            changed[slot] = after - (int) Math.min(LONG_AGO, before - changed[slot] + passed);
            steadyUntil[slot] = after + (int) Math.max(0, steadyUntil[slot] - before - passed);
        }
    }

    /** Where a slot's write times begin in {@link #writes}, or {@link #NONE}. */
    int writesOf(int slot) {
        return block[slot] == NONE ? NONE : block[slot] * cells;
    }

    /** Gives a slot without one a block, whose content is the caller's to set. */
    int takeBlock(int slot) {
        block[slot] = freeBlocks[--freeBlockCount];
        return block[slot] * cells;
    }

    void releaseBlock(int slot) {
        if (block[slot] != NONE) {
            freeBlocks[freeBlockCount++] = block[slot];
            block[slot] = NONE;
        }
    }

    private int home(long key) {
        // The high bits are all small in a sample that was taken by them: the low ones spread.
        return (int) (((key & 0xffffffffL) * index.length) >>> Integer.SIZE);
    }

    private int next(int place) {
        return place + 1 == index.length ? 0 : place + 1;
    }

    /** Removes a slot from the index and closes the gap (Knuth, TAOCP 3, 6.4, algorithm R). */
    private void unindex(int slot) {
        int gap = home(hash[slot]);
        while (index[gap] != slot) {
            gap = next(gap);
        }
        int place = gap;
        while (true) {
            index[gap] = NONE;
            int home;
            do {
                place = next(place);
                if (index[place] == NONE) {
                    return;
                }
                home = home(hash[index[place]]);
            } while (gap <= place ? gap < home && home <= place : gap < home || home <= place);
            index[gap] = index[place];
            gap = place;
        }
    }
}
