package dev.lumen.core.profile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Bounded buffers between many threads that record and one that analyses: a ring a stripe, and on each stripe the counters
 * of the threads that use it.
 *
 * <p><b>Own and common stripes.</b> The first thread to come to a stripe of the upper half owns it as long as it lives; a
 * thread that finds its stripe taken shares one of the lower half with others. Who owns a stripe counts and claims with
 * plain loads and ordered stores, as nobody else writes there. Who shares needs a locked operation of the processor. That
 * one is dear not for itself but because no later load may begin before it: the look-ups of a thread that does little else
 * then wait for memory one after the other. A service with hundreds of threads shares most of its stripes, and does more
 * between two look-ups.
 *
 * <p><b>One word does most of it.</b> A stripe's state holds, in one long, how many accesses were counted (upper {@value
 * #COUNT_BITS} bits, modulo) and where the ring ends (lower {@value #TAIL_BITS} bits, modulo). So an access costs one store,
 * or one atomic operation, whether it is only counted or counted and given a place, and who reads the word knows both of one
 * moment.
 *
 * <p><b>Order.</b> A producer claims a place by moving the tail, fills it, and publishes it with a release store of the
 * event's last word, which is never 0. The consumer takes places up to the first whose word, read with acquire, is 0; it
 * writes 0 back, and then gives the places back with a release store of the head. A producer that has read that head with
 * acquire thus finds the place empty. A stripe passes on from a thread that has ended, whose writes are seen by whoever has
 * seen that. Only {@link #stripe}, {@link #offer} and the counters may be called by any thread, with the stripe that it got
 * itself; the consumer's methods by one at a time, under a lock of the caller's.
 *
 * <p><b>Time.</b> To read a clock can take longer than all the rest. Where a stripe's events came fast in the last round,
 * several that follow one another share a time, which is off by about an eighth of a millisecond. When such a stripe falls
 * idle, the first few events after that, fewer than {@value #MOST_SHARING}, have the time of the last one before, unless
 * there was a round in between.
 *
 * <p>Nobody waits: a full ring, or a tail that other threads keep moving, means that the event is dropped and counted.
 */
final class EventRings {
    /** Set in the last word of every event. */
    static final int PUBLISHED = 1;

    /** In the place of a time: none is shared. */
    static final long ASK_CLOCK = Long.MIN_VALUE;

    /** No stripe has an event left. */
    static final int NONE = -1;

    /** What an event takes: time, hash, size, and content with flags. */
    static final int EVENT_BYTES = 4 * Long.BYTES;

    /** So many longs apart, fields do not disturb each other's cache lines, whether these have 64 or 128 bytes. */
    private static final int APART = 16;

    /** Fields of a stripe. */
    private static final int STATE = APART;

    /** Beside the state, as both are written by who offers an event. */
    private static final int LAST_MILLIS = STATE + 1;

    private static final int HEAD = 2 * APART;
    private static final int COUNTED = HEAD + 1;
    private static final int SHARING = HEAD + 2;
    private static final int DROPPED = 3 * APART;
    private static final int LOADS = DROPPED + 1;
    private static final int FAILURES = DROPPED + 2;
    private static final int LOAD_NANOS = DROPPED + 3;

    /** Those of the dropped that the state has counted, too. */
    private static final int COUNTED_DROPS = DROPPED + 4;

    private static final int STRIPE_LONGS = 4 * APART;

    /** What a stripe takes beside its events. */
    static final int STRIPE_BYTES = STRIPE_LONGS * Long.BYTES + 3 * Long.BYTES;

    private static final int TAIL_BITS = 16;
    private static final int COUNT_BITS = Long.SIZE - TAIL_BITS;
    private static final long TAIL_MASK = (1L << TAIL_BITS) - 1;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final long ONE = 1L << TAIL_BITS;

    /** At most so many events share a time, a power of two. */
    private static final int MOST_SHARING = 64;

    /** So many times a millisecond the clock is asked where events come fast. */
    private static final int LOOKS_PER_MILLI = 8;

    /** So many parts of a ring are given back one by one. */
    private static final int PARTS = 8;

    /** Attempts to claim a place before the stripe counts as too contended. */
    private static final int ATTEMPTS = 4;

    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

    private final int stripes;
    /** The first of the stripes that are owned, half of all. */
    private final int firstOwn;

    private final AtomicReferenceArray<Thread> owners;
    private final int capacity;
    private final AtomicLongArray fields;
    /** Time, hash, size, and content with flags, an event after the other, a ring after the other. */
    private final long[] events;

    /** The consumer's: where it reads on, a stripe. The stripe's head is there or a little behind. */
    private final long[] at;

    /** The consumer's: how far it may read in this round, a stripe. */
    private final long[] end;

    /** The consumer's: accesses and places of all stripes at the beginning of the round. */
    private long counted;

    private long claimed;

    /**
     * Empty rings.
     *
     * @param stripes how many, a power of two, 2 or more
     * @param capacity events of each, a power of two, 8 or more
     */
    EventRings(int stripes, int capacity) {
        this.stripes = stripes;
        firstOwn = stripes / 2;
        owners = new AtomicReferenceArray<>(stripes);
        this.capacity = capacity;
        fields = new AtomicLongArray(stripes * STRIPE_LONGS);
        events = new long[stripes * capacity * 4];
        at = new long[stripes];
        end = new long[stripes];
    }

    int capacity() {
        return capacity;
    }

    /** The stripe of the calling thread. */
    int stripe() {
        Thread thread = Thread.currentThread();
        int common = (int) thread.getId() & (firstOwn - 1);
        int own = firstOwn + common;
        Thread owner = owners.getOpaque(own);
        return owner == thread || (owner == null && owners.compareAndSet(own, null, thread)) ? own : common;
    }

    private boolean isOwn(int stripe) {
        return stripe >= firstOwn;
    }

    private long add(int stripe, int field, long amount) {
        int place = stripe * STRIPE_LONGS + field;
        if (!isOwn(stripe)) {
            return fields.getAndAdd(place, amount);
        }
        long before = fields.getPlain(place);
        fields.setRelease(place, before + amount);
        return before;
    }

    private boolean replace(int stripe, int field, long old, long replacement) {
        int place = stripe * STRIPE_LONGS + field;
        if (!isOwn(stripe)) {
            return fields.compareAndSet(place, old, replacement);
        }
        fields.setRelease(place, replacement);
        return true;
    }

    /** Counts accesses that are not offered, or not yet; returns how many the stripe had before, modulo 2<sup>48</sup>. */
    long count(int stripe, long accesses) {
        return add(stripe, STATE, accesses * ONE) >>> TAIL_BITS;
    }

    /** Counts an access that found no room; returns how many the stripe had before. */
    long drop(int stripe) {
        return add(stripe, DROPPED, 1);
    }

    /** The same of one that has been counted already. */
    long dropCounted(int stripe) {
        add(stripe, COUNTED_DROPS, 1);
        return drop(stripe);
    }

    /** Counts a load, after its access was counted. */
    void countLoad(int stripe, long nanos) {
        add(stripe, LOADS, 1);
        add(stripe, LOAD_NANOS, nanos);
    }

    /** Counts a look-up that is no access of the profile's: it gave nothing that a cache could have held. */
    void countFailure(int stripe) {
        add(stripe, FAILURES, 1);
    }

    /** Whether a stripe has no room, or had none a moment ago. */
    boolean full(int stripe) {
        int base = stripe * STRIPE_LONGS;
        return waiting(fields.getAcquire(base + STATE), fields.getAcquire(base + HEAD)) == capacity;
    }

    /**
     * The time of the stripe's last event where it will do for the next one, too; {@link #ASK_CLOCK} where not. Which event it
     * was that asked last is up to a race, which is one among neighbours.
     */
    long sharedMillis(int stripe) {
        int base = stripe * STRIPE_LONGS;
        long others = fields.getOpaque(base + SHARING);
        return (fields.getOpaque(base + STATE) & others) == 0 ? ASK_CLOCK : fields.getOpaque(base + LAST_MILLIS);
    }

    /** Takes a time that the clock gave, for the next events of the stripe; returns how long ago the one before was. */
    long share(int stripe, long millis) {
        int place = stripe * STRIPE_LONGS + LAST_MILLIS;
        long passed = millis - fields.getOpaque(place);
        fields.setOpaque(place, millis);
        return passed;
    }

    /**
     * Offers an event.
     *
     * @param counted whether the access has been counted; where not, it is now, unless the event is refused
     * @param last content and flags, {@link #PUBLISHED} among them
     * @return how many events wait on the stripe now; 0 where there was no room, and neither a count nor a drop
     */
    int offer(int stripe, boolean counted, long millis, long hash, long size, long last) {
        int base = stripe * STRIPE_LONGS;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            // The head after the state: if the state still holds when it is replaced, so much room there is at least.
            long state = fields.getAcquire(base + STATE);
            int waiting = waiting(state, fields.getAcquire(base + HEAD));
            if (waiting == capacity) {
                return 0;
            }
            long count = counted ? state : state + ONE;
            long replacement = (count & ~TAIL_MASK) | ((state + 1) & TAIL_MASK);
            // More than the capacity: the head has overtaken a state that is out of date.
            if (waiting < capacity && replace(stripe, STATE, state, replacement)) {
                write(place(stripe, state), millis, hash, size, last);
                return waiting + 1;
            }
        }
        return 0;
    }

    private void write(int place, long millis, long hash, long size, long last) {
        events[place] = millis;
        events[place + 1] = hash;
        events[place + 2] = size;
        WORDS.setRelease(events, place + 3, last);
    }

    private static int waiting(long state, long head) {
        return (int) ((state - head) & TAIL_MASK);
    }

    private int place(int stripe, long position) {
        return (stripe * capacity + ((int) position & (capacity - 1))) * 4;
    }

    /**
     * Begins a round: what was claimed by now is in it.
     *
     * @param elapsedMillis time since the last round began, 0 or more
     */
    void begin(long elapsedMillis) {
        counted = -sum(COUNTED_DROPS);
        claimed = 0;
        for (int stripe = 0; stripe < stripes; stripe++) {
            int base = stripe * STRIPE_LONGS;
            long state = fields.getAcquire(base + STATE);
            end[stripe] = at[stripe] + waiting(state, at[stripe]);
            long total = total(base, state);
            fields.setRelease(base + COUNTED, total);
            fields.setOpaque(base + SHARING, sharing((end[stripe] - at[stripe]) / Math.max(1, elapsedMillis)) - 1);
            counted += total;
            claimed += end[stripe];
        }
    }

    /** How many events may share a time where so many come in a millisecond: a power of two. */
    private static long sharing(long eventsPerMilli) {
        return Long.highestOneBit(Math.max(1, Math.min(MOST_SHARING, eventsPerMilli / LOOKS_PER_MILLI)));
    }

    /** The stripe whose next event is the earliest, or {@link #NONE} at the end of the round. */
    int earliest() {
        int earliest = NONE;
        long millis = 0;
        for (int stripe = 0; stripe < stripes; stripe++) {
            if (at[stripe] != end[stripe]) {
                int place = place(stripe, at[stripe]);
                if ((long) WORDS.getAcquire(events, place + 3) == 0) {
                    // Claimed, not yet filled: the rest of the stripe has to wait for the next round.
                    end[stripe] = at[stripe];
                } else if (earliest == NONE || events[place] < millis) {
                    earliest = stripe;
                    millis = events[place];
                }
            }
        }
        return earliest;
    }

    long millis(int stripe) {
        return events[place(stripe, at[stripe])];
    }

    long hash(int stripe) {
        return events[place(stripe, at[stripe]) + 1];
    }

    long size(int stripe) {
        return events[place(stripe, at[stripe]) + 2];
    }

    /** Content and flags. */
    long last(int stripe) {
        return events[place(stripe, at[stripe]) + 3];
    }

    /**
     * Leaves a stripe's next event behind, after it was read. Places are given back by the eighth of a ring, since each time
     * takes the head away from the processors that record.
     */
    void pop(int stripe) {
        events[place(stripe, at[stripe]) + 3] = 0;
        at[stripe]++;
        if ((at[stripe] & (capacity / PARTS - 1)) == 0) {
            giveBack(stripe);
        }
    }

    /** Ends a round: gives back all places that were left behind, and the stripes of threads that have ended. */
    void end() {
        for (int stripe = 0; stripe < stripes; stripe++) {
            giveBack(stripe);
            Thread owner = owners.getPlain(stripe);
            if (owner != null && !owner.isAlive()) {
                owners.setRelease(stripe, null);
            }
        }
    }

    private void giveBack(int stripe) {
        fields.setRelease(stripe * STRIPE_LONGS + HEAD, at[stripe]);
    }

    /** Accesses counted by the beginning of the round, but for those that were dropped. */
    long counted() {
        return counted;
    }

    /**
     * Accesses counted by the beginning of the round that no place was claimed for. Nearly monotone: one that was counted
     * first and claims its place after the beginning leaves again.
     */
    long unclaimed() {
        return counted - claimed;
    }

    /** Accesses so far, those dropped included. Any thread may ask. */
    long accesses() {
        long sum = 0;
        for (int base = 0; base < fields.length(); base += STRIPE_LONGS) {
            // Counted up to the last round first, then the word that has gone on from there.
            long counted = fields.getAcquire(base + COUNTED);
            sum += counted + (((fields.getAcquire(base + STATE) >>> TAIL_BITS) - counted) & COUNT_MASK);
        }
        return sum + dropped() - sum(COUNTED_DROPS);
    }

    private long total(int base, long state) {
        long counted = fields.getPlain(base + COUNTED);
        return counted + (((state >>> TAIL_BITS) - counted) & COUNT_MASK);
    }

    /** Events that found no room so far. Any thread may ask, as for the next ones. */
    long dropped() {
        return sum(DROPPED);
    }

    long loads() {
        return sum(LOADS);
    }

    long failures() {
        return sum(FAILURES);
    }

    long loadNanos() {
        return sum(LOAD_NANOS);
    }

    private long sum(int field) {
        long sum = 0;
        for (int base = 0; base < fields.length(); base += STRIPE_LONGS) {
            sum += fields.getAcquire(base + field);
        }
        return sum;
    }
}
