package dev.lumen.core.profile;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The keys that a profile follows: a fixed number of slots, found by hash, in one order of use ({@link UseOrder}).
 *
 * <p>A key that has been read once was written into every cache at that moment, so its write times need no room. They get
 * a block ({@link WriteTimes}) when it is read again. Most keys of a long tail never are.
 *
 * <p>All memory is allocated at once. Not thread-safe.
 */
final class TrackedKeys {
    /** No slot, no block. */
    static final int NONE = -1;

    /** A content that was not looked at: it tells of no change. */
    static final int UNSEEN = Integer.MIN_VALUE;

    /** Heat of a key that stands for others of its kind, too. */
    static final byte COLD = -1;

    /** What a slot takes beside its places in the order: three ints, a long, two bytes, an index that is two thirds full. */
    private static final int SLOT_BYTES = 3 * Integer.BYTES + Long.BYTES + 2 + 3 * Integer.BYTES / 2;

    /** Where things are in a slot's record. */
    private static final int PLACE = 0;

    private static final int CHANGED = 1;
    private static final int CONTENT = 2;
    private static final int RECORD = 3;

    /** In a slot that is free, the next free one. */
    private static final int NEXT_FREE = CONTENT;

    final long[] hash;
    /** Changes of content seen, modulo {@link TtlRows#STAMPS}. */
    final byte[] changes;
    /** How hot the key is, 0 or more; {@link #COLD} where it is one of a sample. */
    final byte[] heat;
    /** The blocks. */
    final byte[] writes;

    final UseOrder order;

    private final int[] records;
    private final int[] index;
    private final int[] freeBlocks;
    private final int blockBytes;
    private int firstFree;
    private int free;
    private int freeBlockCount;

    TrackedKeys(int slots, int blocks, int blockBytes) {
        this.blockBytes = blockBytes;
        order = new UseOrder(slots);
        hash = new long[slots];
        changes = new byte[slots];
        heat = new byte[slots];
        records = new int[slots * RECORD];
        writes = new byte[blocks * blockBytes];
        freeBlocks = new int[blocks];
        index = new int[slots + slots / 2 + 1];
        clear();
    }

    /** What so many slots take. */
    static long bytes(int slots) {
        return (long) slots * SLOT_BYTES + UseOrder.bytes(slots);
    }

    private void clear() {
        Arrays.fill(index, NONE);
        for (int slot = 0; slot < slots(); slot++) {
            set(slot, PLACE, NONE);
            set(slot, NEXT_FREE, slot + 1 < slots() ? slot + 1 : NONE);
        }
        firstFree = 0;
        free = hash.length;
        for (int i = 0; i < freeBlocks.length; i++) {
            freeBlocks[i] = i * blockBytes;
        }
        freeBlockCount = freeBlocks.length;
    }

    private int get(int slot, int field) {
        return records[slot * RECORD + field];
    }

    private void set(int slot, int field, int value) {
        records[slot * RECORD + field] = value;
    }

    /** Bytes of the entry, as last read. */
    float size(int slot) {
        return order.size(place(slot));
    }

    void size(int slot, float bytes) {
        order.size(place(slot), bytes);
    }

    /** Place in the order of use; larger is more recent. {@link #NONE} of a slot that is free. */
    int place(int slot) {
        return get(slot, PLACE);
    }

    /** The tick of the last access. */
    int accessed(int slot) {
        return order.accessed(place(slot));
    }

    void accessed(int slot, int tick) {
        order.accessed(place(slot), tick);
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

    boolean isUsed(int slot) {
        return place(slot) != NONE;
    }

    boolean isHot(int slot) {
        return heat[slot] >= 0;
    }

    /** Gives a slot another heat. */
    void heat(int slot, byte value) {
        heat[slot] = value;
        order.hot(place(slot), value >= 0);
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
        firstFree = get(slot, NEXT_FREE);
        free--;
        hash[slot] = key;
        changes[slot] = 0;
        int place = home(key);
        while (index[place] != NONE) {
            place = next(place);
        }
        index[place] = slot;
        set(slot, PLACE, order.append(slot, Tally.group(key)));
        return slot;
    }

    /** Takes a free slot for a key that another one follows, as the most recent, with all that is known of it but its block. */
    int takeOver(TrackedKeys others, int other) {
        int slot = add(others.hash[other]);
        size(slot, others.size(other));
        accessed(slot, others.accessed(other));
        heat(slot, others.heat[other]);
        changes[slot] = others.changes[other];
        set(slot, CHANGED, others.get(other, CHANGED));
        set(slot, CONTENT, others.get(other, CONTENT));
        order.takenOut(place(slot), others.order.isTakenOut(others.place(other)));
        return slot;
    }

    void remove(int slot) {
        unindex(slot);
        releaseBlock(slot);
        order.clear(place(slot));
        set(slot, PLACE, NONE);
        set(slot, NEXT_FREE, firstFree);
        firstFree = slot;
        free++;
    }

    /** Makes a slot the most recent one; one that is keeps its place. */
    void touch(int slot) {
        int place = place(slot);
        if (place + 1 != order.end()) {
            set(slot, PLACE, order.renew(place));
        }
    }

    /** Closes up the empty places of the order. */
    void closeUp() {
        int to = 0;
        for (int from = 0; from < order.end(); from++) {
            int slot = order.slot(from);
            if (slot != NONE) {
                if (from != to) {
                    order.move(from, to);
                    set(slot, PLACE, to);
                }
                to++;
            }
        }
        order.end(to);
    }

    /** Takes so many ticks off all that is written down, and lets none be longer ago than {@link TtlRows#FAR}. */
    void restartTicks(long shift) {
        order.restartTicks(shift);
        for (int slot = 0; slot < hash.length; slot++) {
            set(slot, CHANGED, (int) Math.max(-TtlRows.FAR, get(slot, CHANGED) - shift));
        }
    }

    /** Where a slot's block begins in {@link #writes}, or {@link #NONE}. */
    int writesOf(int slot) {
        return order.block(place(slot));
    }

    /** Gives a slot without one a block, whose content is the caller's to set. */
    void takeBlock(int slot) {
        order.block(place(slot), freeBlocks[--freeBlockCount]);
    }

    void releaseBlock(int slot) {
        int block = writesOf(slot);
        if (block != NONE) {
            freeBlocks[freeBlockCount++] = block;
            order.block(place(slot), NONE);
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
