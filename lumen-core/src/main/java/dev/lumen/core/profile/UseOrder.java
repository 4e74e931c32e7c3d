package dev.lumen.core.profile;

import static dev.lumen.core.profile.TrackedKeys.NONE;

import java.util.Arrays;

/**
 * The order in which the keys followed were last used, as a log: a use writes the key at the end, and empties its earlier
 * place. All miniature caches share it, since least-recently-used order is the same whatever a cache's TTL and capacity, and
 * each walks along it as it evicts. So a place tells what a cache has to know in order to evict the key, and a walk reads
 * memory in its order, which is what makes it cheap.
 *
 * <p>Places are counted from 0. When the log is full, its empty places are closed up. Not thread-safe.
 */
final class UseOrder {
    /** Places that one access may take: one for the key read, one for a key that comes in, one to spare. */
    static final int PLACES_PER_ACCESS = 3;

    /** Places for each key that can be followed: the more, the more rarely the log has to be closed up. */
    private static final double PLACES_PER_SLOT = 1.25;

    /** Keys that it takes places for, however few are followed. */
    private static final int FEWEST = 256;

    /** Where things are in a place's record. */
    private static final int SLOT = 0;

    private static final int SIZE = 1;
    private static final int ACCESSED = 2;
    private static final int BLOCK = 3;
    private static final int RECORD_BITS = 2;

    /** Set beside the slot of a hot key. */
    private static final int HOT = 1 << 30;

    /** Set beside the slot of a key whose entries were taken out on purpose. */
    private static final int TAKEN_OUT = 1 << 29;

    /** Where the group of the sample that the key belongs to begins; slots are smaller. */
    private static final int GROUP_AT = 24;

    /** Slots that can be told apart. */
    static final int MOST_SLOTS = 1 << GROUP_AT;

    private static final int SLOT_BITS = MOST_SLOTS - 1;
    private static final int GROUP_BITS = 0xf;

    private final int[] records;
    private int end;

    UseOrder(int slots) {
        records = new int[places(slots) << RECORD_BITS];
        Arrays.fill(records, NONE);
    }

    private static int places(int slots) {
        return (int) (slots * PLACES_PER_SLOT) + PLACES_PER_ACCESS;
    }

    /** What the log takes for so many keys. */
    static long bytes(int slots) {
        return ((long) places(slots) << RECORD_BITS) * Integer.BYTES;
    }

    private int get(int place, int field) {
        return records[(place << RECORD_BITS) + field];
    }

    private void set(int place, int field, int value) {
        records[(place << RECORD_BITS) + field] = value;
    }

    /** The place that the next use takes; all others come before. */
    int end() {
        return end;
    }

    /**
     * Whether another access may find no place, or so many are empty that walks take long.
     *
     * @param used keys that have a place
     */
    boolean isFull(int used) {
        int places = Math.min(places(Math.max(FEWEST, used)), records.length >> RECORD_BITS);
        return end + PLACES_PER_ACCESS > places;
    }

    boolean isEmpty(int place) {
        return get(place, SLOT) == NONE;
    }

    /** Whether a place is not empty, and the key's entries were not taken out on purpose since the use. */
    boolean isHeld(int place) {
        int slot = get(place, SLOT);
        return slot != NONE && (slot & TAKEN_OUT) == 0;
    }

    /** The slot whose last use is here, or {@link TrackedKeys#NONE}. */
    int slot(int place) {
        int slot = get(place, SLOT);
        return slot == NONE ? NONE : slot & SLOT_BITS;
    }

    /** The group of the sample that the key of a place that is not empty belongs to. */
    int group(int place) {
        return get(place, SLOT) >>> GROUP_AT & GROUP_BITS;
    }

    /** Whether the key of a place that is not empty is a hot one. */
    boolean isHot(int place) {
        return (get(place, SLOT) & HOT) != 0;
    }

    /** Tells of a place that is not empty whether its key is a hot one. */
    void hot(int place, boolean hot) {
        flag(place, HOT, hot);
    }

    /** Whether the entries of a place that is not empty were taken out on purpose since the use. */
    boolean isTakenOut(int place) {
        return (get(place, SLOT) & TAKEN_OUT) != 0;
    }

    void takenOut(int place, boolean takenOut) {
        flag(place, TAKEN_OUT, takenOut);
    }

    private void flag(int place, int flag, boolean on) {
        int slot = get(place, SLOT);
        set(place, SLOT, on ? slot | flag : slot & ~flag);
    }

    /** Bytes of the entry, as last read. */
    float size(int place) {
        return Float.intBitsToFloat(get(place, SIZE));
    }

    void size(int place, float bytes) {
        set(place, SIZE, Float.floatToRawIntBits(bytes));
    }

    /** The tick of the use; still true of a place that is empty since. */
    int accessed(int place) {
        return get(place, ACCESSED);
    }

    void accessed(int place, int tick) {
        set(place, ACCESSED, tick);
    }

    /** Where the key's write times begin, or {@link TrackedKeys#NONE}. */
    int block(int place) {
        return get(place, BLOCK);
    }

    void block(int place, int block) {
        set(place, BLOCK, block);
    }

    /** Puts a slot that has no place, and whose key belongs to a group, at the end; returns its place. */
    int append(int slot, int group) {
        set(end, SLOT, slot | group << GROUP_AT);
        set(end, BLOCK, NONE);
        return end++;
    }

    /** Moves what is at a place to the end; returns its new place. */
    int renew(int place) {
        move(place, end);
        clear(place);
        return end++;
    }

    /** Empties a place. */
    void clear(int place) {
        set(place, SLOT, NONE);
    }

    /** Moves what is at a place, while the log is closed up. */
    void move(int from, int to) {
        for (int field = 0; field < 1 << RECORD_BITS; field++) {
            set(to, field, get(from, field));
        }
    }

    /** Lets the log end here. */
    void end(int place) {
        end = place;
    }

    /** The first place from this one on that is not empty, or {@link #end}. */
    int firstFrom(int place) {
        int first = place;
        while (first < end && isEmpty(first)) {
            first++;
        }
        return first;
    }

    /** How many places before this one are not empty. */
    int usedBefore(int place) {
        int used = 0;
        for (int before = 0; before < place; before++) {
            used += isEmpty(before) ? 0 : 1;
        }
        return used;
    }

    /** Takes so many ticks off every tick, and lets none be longer ago than {@link TtlRows#FAR}. */
    void restartTicks(long shift) {
        for (int place = 0; place < end; place++) {
            accessed(place, (int) Math.max(-TtlRows.FAR, accessed(place) - shift));
        }
    }
}
