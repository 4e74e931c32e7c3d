package dev.lumen.core.profile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counts hits of keys that are read over and over, where accesses come fast: for each stripe that a thread owns a small table of
 * such keys. A hit of one of them is one addition; it takes no place in a ring, and costs the analysis next to nothing, since a
 * read that follows another one of its key so soon hits in every cache that could store the entry at all.
 *
 * <p><b>Hands.</b> The owner of a stripe writes its table; the consumer reads it once a round, and takes for each key what was
 * added since it looked last. When a key has to make room for another one, its last count goes through the ring. Both may be at
 * the same key at once: the consumer reads the key, its count, and the key again, and takes nothing where these two differ.
 *
 * <p><b>Time.</b> A table is open for a moment only, by each round in which the stripe's accesses came fast ({@link #open}), so
 * that what is counted in it is hardly older than that moment when a round takes it. The owner looks at the clock once in {@value
 * #HITS_PER_LOOK} hits ({@link #isTimeToLook}), and closes the table when the moment is over.
 *
 * <p><b>Which keys.</b> A key has the choice of two places. One that is read often stays: it gives up its place after {@value
 * #PERSISTENCE} reads of others that wanted it, none of its own between them.
 */
final class RepeatedHits {
    /** What a place takes, the consumer's memory of it included. */
    static final int PLACE_BYTES = 4 * Long.BYTES;

    /** Longs of a stripe's own fields: so many that stripes do not disturb each other's cache lines. */
    private static final int STRIPE_LONGS = 16;

    /** What a stripe takes beside its places. */
    static final int STRIPE_BYTES = STRIPE_LONGS * Long.BYTES;

    /** Fields of a stripe: until when it is open, and how many hits it has counted. */
    private static final int UNTIL = 0;

    private static final int COUNTED = 1;

    private static final long CLOSED = Long.MIN_VALUE;
    /** A power of two. */
    private static final int HITS_PER_LOOK = 64;

    /** Below the count of a place: how persistent its key still is. */
    private static final int PERSISTENCE_BITS = 2;

    private static final int PERSISTENCE = (1 << PERSISTENCE_BITS) - 1;
    private static final long ONE = 1 << PERSISTENCE_BITS;

    /** Longs of a place: key and count. */
    private static final int PLACE = 2;

    /** No place. */
    static final int NONE = -1;

    /** No key: what is counted of the one whose hash this is, none that is likely, is lost. */
    static final long NO_KEY = 0xd1b54a32d192ed03L;

    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

    private final int firstOwn;
    private final int stripes;
    private final int places;
    private final long[] fields;
    /** Key and count, place after place, stripe after stripe. */
    private final long[] table;
    /** The same as the consumer saw it last. */
    private final long[] seen;

    /**
     * Closed tables.
     *
     * @param stripes of the rings, the upper half of which threads own
     * @param places of each of these, a power of two, 2 or more
     */
    RepeatedHits(int stripes, int places) {
        this.stripes = stripes;
        this.places = places;
        firstOwn = stripes / 2;
        fields = new long[firstOwn * STRIPE_LONGS];
        table = new long[firstOwn * places * PLACE];
        seen = new long[table.length];
        for (int key = 0; key < table.length; key += PLACE) {
            table[key] = NO_KEY;
            seen[key] = NO_KEY;
        }
        for (int stripe = firstOwn; stripe < stripes; stripe++) {
            close(stripe);
        }
    }

    private int field(int stripe, int field) {
        return (stripe - firstOwn) * STRIPE_LONGS + field;
    }

    /** The first of the two places next to one another in {@link #table} where a key can be counted. */
    private int place(int stripe, long hash) {
        return ((stripe - firstOwn) * places + ((int) (hash >>> 24) & (places - 2))) * PLACE;
    }

    /** Whether a stripe has a table, and it is open. */
    boolean isOpen(int stripe) {
        return stripe >= firstOwn && (long) WORDS.getOpaque(fields, field(stripe, UNTIL)) != CLOSED;
    }

    /**
     * Counts a hit of a key that has a place and is still wanted, and nothing of another one; returns 1 or 0. By the owner alone.
     * Without a branch: which of the two it is no processor can foretell, and one that guesses wrong gives up what it has begun
     * of the look-ups to come.
     *
     * @param wanted whether the profile follows the key: 1 or 0
     */
    long count(int stripe, long hash, long wanted) {
        int first = place(stripe, hash);
        long inSecond = isSame(table[first + PLACE], hash);
        long again = (isSame(table[first], hash) | inSecond) & wanted;
        int place = first + PLACE * (int) inSecond;
        WORDS.setOpaque(table, place + 1, (table[place + 1] | PERSISTENCE * again) + ONE * again);
        int counted = field(stripe, COUNTED);
        WORDS.setOpaque(fields, counted, fields[counted] + again);
        return again;
    }

    private static long isSame(long one, long other) {
        long difference = one ^ other;
        return ~(difference | -difference) >>> (Long.SIZE - 1);
    }

    /** Hits of a stripe counted so far. By the owner alone. */
    long counted(int stripe) {
        return fields[field(stripe, COUNTED)];
    }

    /** Whether the owner ought to look at the clock after a hit that was counted: 1 or 0. */
    long isTimeToLook(int stripe) {
        return ((fields[field(stripe, COUNTED)] & (HITS_PER_LOOK - 1)) - 1) >>> (Long.SIZE - 1);
    }

    /** Closes a stripe whose moment is over; returns whether it is. By the owner alone. */
    boolean closeAfter(int stripe, long millis) {
        boolean over = millis > fields[field(stripe, UNTIL)];
        if (over) {
            close(stripe);
        }
        return over;
    }

    private void close(int stripe) {
        WORDS.setOpaque(fields, field(stripe, UNTIL), CLOSED);
    }

    /**
     * A place for a key that has none: that of a key which gives it up, or {@link #NONE} where both that it can have persist, and
     * do so a little less from now on. By the owner alone, as all with places of the table.
     */
    int wish(int stripe, long hash) {
        int first = place(stripe, hash);
        int second = first + PLACE;
        if (persistence(first) == 0) {
            return first;
        }
        if (persistence(second) == 0) {
            return second;
        }
        WORDS.setOpaque(table, first + 1, table[first + 1] - 1);
        WORDS.setOpaque(table, second + 1, table[second + 1] - 1);
        return NONE;
    }

    private long persistence(int place) {
        return table[place + 1] & PERSISTENCE;
    }

    /** The key that has a place. */
    long holder(int place) {
        return table[place];
    }

    /** How many hits of that key have been counted since it got its place. */
    long holdersCount(int place) {
        return table[place + 1] >>> PERSISTENCE_BITS;
    }

    /** Lets no round count the key that has a place, until it is given again: its last count is on its way through the ring. */
    void hide(int place) {
        WORDS.setRelease(table, place, NO_KEY);
    }

    /** Gives it back to the key that had it, as there was no room in the ring. */
    void show(int place, long hash) {
        WORDS.setRelease(table, place, hash);
    }

    /** Gives a place to a key, once the count of the key before is in the ring. */
    void give(int place, long hash) {
        hide(place);
        WORDS.setRelease(table, place + 1, 0L);
        WORDS.setRelease(table, place, hash);
    }

    /** Hits counted so far. Any thread may ask. */
    long counted() {
        long sum = 0;
        for (int stripe = firstOwn; stripe < stripes; stripe++) {
            sum += (long) WORDS.getOpaque(fields, field(stripe, COUNTED));
        }
        return sum;
    }

    /** Opens a stripe that has a table until a time. By the consumer alone, as all that follows. */
    void open(int stripe, long untilMillis) {
        WORDS.setOpaque(fields, field(stripe, UNTIL), untilMillis);
    }

    /** Whether a stripe has a table. */
    boolean has(int stripe) {
        return stripe >= firstOwn;
    }

    /** The places of all stripes are numbered from 0 to one less than this. */
    int placesOfAll() {
        return table.length / PLACE;
    }

    /** The stripe of a place. */
    int stripeOf(int place) {
        return firstOwn + place / places;
    }

    /** The key at a place now. */
    long key(int place) {
        return (long) WORDS.getAcquire(table, PLACE * place);
    }

    /**
     * How many hits of the key at a place were counted since the last look, 0 where the key is changing just now, or the last
     * count of the one before it is still in the ring.
     */
    long fresh(int place, long key) {
        int at = PLACE * place;
        long count = (long) WORDS.getAcquire(table, at + 1) >>> PERSISTENCE_BITS;
        if (key == NO_KEY || key(place) != key) {
            return 0;
        }
        if (seen[at] != key) {
            if (seen[at + 1] > 0) {
                return 0;
            }
            seen[at] = key;
        }
        long fresh = Math.max(0, count - seen[at + 1]);
        seen[at + 1] += fresh;
        return fresh;
    }

    /** The same of a key that has given up its place, with its last count. */
    long last(int stripe, long key, long count) {
        int first = place(stripe, key);
        int place = seen[first] == key ? first : first + PLACE;
        if (seen[place] != key) {
            return count;
        }
        long fresh = Math.max(0, count - seen[place + 1]);
        seen[place] = NO_KEY;
        seen[place + 1] = 0;
        return fresh;
    }
}
