package dev.lumen.replay;

import java.util.Arrays;

/**
 * What the reference cache holds of each key: its entry's size, version and time of writing, and its places in two
 * doubly linked lists, the order of use and the order of writing under one TTL. A slot is a key's number plus one; slot 0
 * ties the ends of the order of use together.
 *
 * <p>One array of ints and one of longs, a few neighbouring elements a slot, since a cache's reads jump about in memory:
 * 40 bytes a key in all, allocated by doubling.
 */
final class EntrySlots {
    /** In the place of a link: the key has never been stored. */
    static final int NEVER_STORED = -1;

    /** In the place of a link: the key's entry expired. */
    static final int EXPIRED = -2;

    /** In the place of a link: the key's entry had to make room, or was too large to be stored. */
    static final int NO_ROOM = -3;

    private static final int LINKS = 4;
    private static final int LESS_RECENT = 0;
    private static final int MORE_RECENT = 1;
    private static final int WRITTEN_BEFORE = 2;
    private static final int WRITTEN_AFTER = 3;

    private static final int VALUES = 3;
    private static final int SIZE = 0;
    private static final int VERSION = 1;
    private static final int WRITTEN = 2;

    private static final int FIRST_SLOTS = 1 << 10;

    private int[] links = new int[FIRST_SLOTS * LINKS];
    private long[] values = new long[FIRST_SLOTS * VALUES];

    EntrySlots() {
        Arrays.fill(links, LINKS, links.length, NEVER_STORED);
    }

    /** Makes room for the slot. */
    void require(int slot) {
        if (slot >= links.length / LINKS) {
            int used = links.length;
            int slots = Math.max(2 * (used / LINKS), slot + 1);
            links = Arrays.copyOf(links, Math.multiplyExact(slots, LINKS));
            Arrays.fill(links, used, links.length, NEVER_STORED);
            values = Arrays.copyOf(values, Math.multiplyExact(slots, VALUES));
        }
    }

    /** Returns a value of 0 or more if the slot has an entry, else how it came to have none. */
    int state(int slot) {
        return links[slot * LINKS + LESS_RECENT];
    }

    long size(int slot) {
        return values[slot * VALUES + SIZE];
    }

    long version(int slot) {
        return values[slot * VALUES + VERSION];
    }

    long written(int slot) {
        return values[slot * VALUES + WRITTEN];
    }

    void write(int slot, long size, long version, long written) {
        int at = slot * VALUES;
        values[at + SIZE] = size;
        values[at + VERSION] = version;
        values[at + WRITTEN] = written;
    }

    /** Returns the slot that was used longest ago, or 0 if none has an entry. */
    int leastRecent() {
        return links[MORE_RECENT];
    }

    void moveToMostRecent(int slot) {
        if (links[LESS_RECENT] != slot) {
            takeOutOfOrder(slot);
            addMostRecent(slot);
        }
    }

    void addMostRecent(int slot) {
        int last = links[LESS_RECENT];
        links[slot * LINKS + LESS_RECENT] = last;
        links[slot * LINKS + MORE_RECENT] = 0;
        links[last * LINKS + MORE_RECENT] = slot;
        links[LESS_RECENT] = slot;
    }

    /** Takes the slot's entry out of the order of use and remembers why. */
    void removeFromOrder(int slot, int reason) {
        takeOutOfOrder(slot);
        links[slot * LINKS + LESS_RECENT] = reason;
    }

    /** Remembers why the key has no entry, in a slot that has none. */
    void remember(int slot, int reason) {
        links[slot * LINKS + LESS_RECENT] = reason;
    }

    private void takeOutOfOrder(int slot) {
        int less = links[slot * LINKS + LESS_RECENT];
        int more = links[slot * LINKS + MORE_RECENT];
        links[less * LINKS + MORE_RECENT] = more;
        links[more * LINKS + LESS_RECENT] = less;
    }

    /** Returns the slot written before this one, or a negative number at the end of its queue. */
    int writtenBefore(int slot) {
        return links[slot * LINKS + WRITTEN_BEFORE];
    }

    /** Returns the slot written after this one, or a negative number at the end of its queue. */
    int writtenAfter(int slot) {
        return links[slot * LINKS + WRITTEN_AFTER];
    }

    void setWrittenBefore(int slot, int before) {
        links[slot * LINKS + WRITTEN_BEFORE] = before;
    }

    void setWrittenAfter(int slot, int after) {
        links[slot * LINKS + WRITTEN_AFTER] = after;
    }
}
