package dev.lumen.core.profile;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The keys that a profile follows: a fixed number of slots, found by hash, in one list by recency that all miniature
 * caches share, since least-recently-used order is the same whatever a cache's TTL and capacity.
 *
 * <p>A key that has been read once was written into every cache at that moment, so its write times need no room. They get
 * a block ({@link WriteTimes}) when it is read again. Most keys of a long tail never are.
 *
 * <p>{@value #SLOT_BYTES} bytes a slot and the blocks, all allocated at once. Not thread-safe.
 */
final class TrackedKeys {
    /** No slot, no block. */
    static final int NONE = -1;

    /** A content that was not looked at: it tells of no change. */
    static final int UNSEEN = Integer.MIN_VALUE;

    /** Heat of a key that stands for others of its kind, too. */
    static final byte COLD = -1;

    /** What a slot takes: eight ints or floats, a long, two bytes, and its share of an index that is two thirds full. */
    static final int SLOT_BYTES = 8 * Integer.BYTES + Long.BYTES + 2 + 3 * Integer.BYTES / 2;

    /** Where things are in a slot's record, which is small enough for a line of the processor's cache. */
    private static final int NEWER = 0;

    private static final int OLDER = 1;
    private static final int SEQUENCE = 2;
    private static final int ACCESSED = 3;
    private static final int BLOCK = 4;
    private static final int SIZE = 5;
    private static final int CHANGED = 6;
    private static final int CONTENT = 7;
    private static final int RECORD_BITS = 3;

    final long[] hash;
    /** Changes of content seen, modulo {@link TtlRows#STAMPS}. */
    final byte[] changes;
    /** How hot the key is, 0 or more; {@link #COLD} where it is one of a sample. */
    final byte[] heat;
    /** The blocks. */
    final byte[] writes;

    private final int[] records;
    private final int[] index;
    private final int[] freeBlocks;
    private final int blockBytes;
    private int newest = NONE;
    private int oldest = NONE;
    private int firstFree;
    private int free;
    private int freeBlockCount;
    private int lastSequence;
    private long uses;

    TrackedKeys(int slots, int blocks, int blockBytes, int firstSequence) {
        this.blockBytes = blockBytes;
        lastSequence = firstSequence;
        hash = new long[slots];
        changes = new byte[slots];
        heat = new byte[slots];
        records = new int[slots << RECORD_BITS];
        writes = new byte[blocks * blockBytes];
        freeBlocks = new int[blocks];
        index = new int[slots + slots / 2 + 1];
        clear();
    }

    private void clear() {
        Arrays.fill(index, NONE);
        for (int slot = 0; slot < slots(); slot++) {
            set(slot, BLOCK, NONE);
            set(slot, NEWER, NONE);
            set(slot, OLDER, slot + 1 < slots() ? slot + 1 : NONE);
        }
        firstFree = 0;
        free = hash.length;
        for (int i = 0; i < freeBlocks.length; i++) {
            freeBlocks[i] = i * blockBytes;
        }
        freeBlockCount = freeBlocks.length;
    }

    private int get(int slot, int field) {
        return records[(slot << RECORD_BITS) + field];
    }

    private void set(int slot, int field, int value) {
        records[(slot << RECORD_BITS) + field] = value;
    }

    /** Bytes of the entry, as last read. */
    float size(int slot) {
        return Float.intBitsToFloat(get(slot, SIZE));
    }

    void size(int slot, float bytes) {
        set(slot, SIZE, Float.floatToRawIntBits(bytes));
    }

    /** Place in the order of accesses; larger is more recent. */
    int sequence(int slot) {
        return get(slot, SEQUENCE);
    }

    /** The tick of the last access. */
    int accessed(int slot) {
        return get(slot, ACCESSED);
    }

    void accessed(int slot, int tick) {
        set(slot, ACCESSED, tick);
    }

    /** The tick of the access that last showed a change of content. */
    int changed(int slot) {
        return get(slot, CHANGED);
    }

    void changed(int slot, int tick) {
        set(slot, CHANGED, tick);
    }

    /** Sets the content last seen. */
    void content(int slot, int seen) {
        set(slot, CONTENT, seen);
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
        return get(slot, NEWER);
    }

    boolean isUsed(int slot) {
        return slot == newest || get(slot, NEWER) != NONE;
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
        return seen == UNSEEN || seen == get(slot, CONTENT);
    }

    /** Takes note of a content at a tick; returns whether it is another than it was. */
    boolean see(int slot, int seen, int tick) {
        if (showsNothingNew(slot, seen)) {
            return false;
        }
        boolean first = get(slot, CONTENT) == UNSEEN;
        set(slot, CONTENT, seen);
        if (!first) {
            set(slot, CHANGED, tick);
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
        firstFree = get(slot, OLDER);
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
        set(slot, NEWER, NONE);
        set(slot, OLDER, firstFree);
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
        set(slot, NEWER, NONE);
        set(slot, OLDER, newest);
        if (newest == NONE) {
            oldest = slot;
        } else {
            set(newest, NEWER, slot);
        }
        newest = slot;
        set(slot, SEQUENCE, nextSequence());
        uses++;
    }

    private void unlink(int slot) {
        int before = get(slot, NEWER);
        int after = get(slot, OLDER);
        if (before == NONE) {
            newest = after;
        } else {
            set(before, OLDER, after);
        }
        if (after == NONE) {
            oldest = before;
        } else {
            set(after, NEWER, before);
        }
    }

    private int nextSequence() {
        return ++lastSequence;
    }

    /** Times that the order has changed, which is all accesses of keys followed but those that repeat the last one. */
    long uses() {
        return uses;
    }

    /** The same since a slot was used; too few for a slot used before {@link #renumber}, which is rare enough. */
    int usesSince(int slot) {
        return lastSequence - sequence(slot);
    }

    /** Whether the order's numbers are about to run out: {@link #renumber} is due before the next access. */
    boolean sequenceEnds() {
        return lastSequence >= Integer.MAX_VALUE - 2;
    }

    /** Numbers the order anew from 1. */
    void renumber() {
        lastSequence = 0;
        for (int slot = oldest; slot != NONE; slot = get(slot, NEWER)) {
            set(slot, SEQUENCE, nextSequence());
        }
    }

    /** Takes so many ticks off all that is written down, and lets none be longer ago than {@link TtlRows#FAR}. */
    void restartTicks(long shift) {
        for (int slot = 0; slot < hash.length; slot++) {
            set(slot, ACCESSED, (int) Math.max(-TtlRows.FAR, get(slot, ACCESSED) - shift));
            set(slot, CHANGED, (int) Math.max(-TtlRows.FAR, get(slot, CHANGED) - shift));
        }
    }

    /** Where a slot's block begins in {@link #writes}, or {@link #NONE}. */
    int writesOf(int slot) {
        return get(slot, BLOCK);
    }

    /** Gives a slot without one a block, whose content is the caller's to set. */
    int takeBlock(int slot) {
        set(slot, BLOCK, freeBlocks[--freeBlockCount]);
        return get(slot, BLOCK);
    }

    void releaseBlock(int slot) {
        if (get(slot, BLOCK) != NONE) {
            freeBlocks[freeBlockCount++] = get(slot, BLOCK);
            set(slot, BLOCK, NONE);
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
