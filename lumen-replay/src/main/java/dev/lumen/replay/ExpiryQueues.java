package dev.lumen.replay;

import java.util.Arrays;

/**
 * The entries that will expire, in one queue for each TTL that entries were written under. A queue is in the order of
 * writing and therefore in that of expiry, so that only its head need be looked at. There are as many queues as TTLs
 * whose entries still live; a queue that has run empty is used again.
 *
 * <p>A queue's ends are marked in its entries' links by the complement of the queue's number, so that an entry finds its
 * queue when it leaves it.
 */
final class ExpiryQueues {
    /** The TTL of entries that never expire. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int FIRST_QUEUES = 4;

    private final EntrySlots slots;
    private long[] ttls = new long[FIRST_QUEUES];
    private int[] heads = new int[FIRST_QUEUES];
    private int[] tails = new int[FIRST_QUEUES];
    private int count;

    /** No entry expires before this time; one need not expire at it. */
    private long nextExpiry = Long.MAX_VALUE;

    ExpiryQueues(EntrySlots slots) {
        this.slots = slots;
    }

    /** Returns the queue for a TTL in milliseconds, which stays the same while the queue is not empty. */
    int queueFor(long ttl) {
        int free = count;
        for (int queue = 0; queue < count; queue++) {
            if (ttls[queue] == ttl) {
                return queue;
            }
            if (isEmpty(queue)) {
                free = queue;
            }
        }
        if (free == count) {
            addQueue();
        }
        ttls[free] = ttl;
        return free;
    }

    private void addQueue() {
        if (count == ttls.length) {
            ttls = Arrays.copyOf(ttls, 2 * count);
            heads = Arrays.copyOf(heads, 2 * count);
            tails = Arrays.copyOf(tails, 2 * count);
        }
        heads[count] = ~count;
        tails[count] = ~count;
        count++;
    }

    private boolean isEmpty(int queue) {
        return heads[queue] < 0;
    }

    /** Adds an entry that has just been written. */
    void add(int slot, int queue) {
        int last = tails[queue];
        slots.setWrittenBefore(slot, last);
        slots.setWrittenAfter(slot, ~queue);
        tails[queue] = slot;
        if (last < 0) {
            heads[queue] = slot;
            nextExpiry = Math.min(nextExpiry, headExpiry(queue));
        } else {
            slots.setWrittenAfter(last, slot);
        }
    }

    /** Takes an entry out of its queue, wherever in it that stands. */
    void remove(int slot) {
        int before = slots.writtenBefore(slot);
        int after = slots.writtenAfter(slot);
        if (before < 0) {
            heads[~before] = after;
        } else {
            slots.setWrittenAfter(before, after);
        }
        if (after < 0) {
            tails[~after] = before;
        } else {
            slots.setWrittenBefore(after, before);
        }
    }

    /** Says whether an entry may have expired by this time; if not, none has. */
    boolean mayBeDue(long time) {
        return time >= nextExpiry;
    }

    /** Returns how many queues there are, numbered from 0. */
    int count() {
        return count;
    }

    long ttl(int queue) {
        return ttls[queue];
    }

    /** Takes the next entry that has expired by this time out of the queue; returns 0 if there is none. */
    int pollExpired(int queue, long time) {
        int head = heads[queue];
        // Subtracting cannot overflow where adding could: times are not negative, and this one is not before the
        // writing.
        if (head < 0 || ttls[queue] == NEVER || time - slots.written(head) < ttls[queue]) {
            return 0;
        }
        remove(head);
        return head;
    }

    /** Finds out anew when the next entry expires, after the expired ones have been polled. */
    void updateNextExpiry() {
        nextExpiry = Long.MAX_VALUE;
        for (int queue = 0; queue < count; queue++) {
            if (!isEmpty(queue)) {
                nextExpiry = Math.min(nextExpiry, headExpiry(queue));
            }
        }
    }

    private long headExpiry(int queue) {
        long written = slots.written(heads[queue]);
        return ttls[queue] > Long.MAX_VALUE - written ? Long.MAX_VALUE : written + ttls[queue];
    }
}
