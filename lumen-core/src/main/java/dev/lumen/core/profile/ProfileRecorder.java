package dev.lumen.core.profile;

import dev.lumen.api.evidence.AccessRecorder;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Records the accesses of a running cache into an {@link AccessProfile}, from any number of threads.
 *
 * <p><b>On the hot path</b> an access whose key the profile does not follow costs a mix of its hash, a compare with the
 * sampling threshold, a look into a small bitmap, and one addition to a counter of the thread's stripe. The others are
 * written into a bounded ring of the stripe, with the time, which neighbours share where they come fast; or, where they come
 * fast and it is one more hit of a key that is read over and over, are counted in a table ({@link RepeatedHits}). Nothing waits:
 * where a ring is full the access is dropped and counted. See {@link EventRings}.
 *
 * <p><b>Where accesses come very fast</b>, hot keys are watched in shifts ({@link HotShifts}). In between, an access costs a mix, a
 * compare and a count, whatever its key, and only those of the sample are written into the ring.
 *
 * <p><b>Maintenance</b> ({@link #drain}) empties the rings in order of time into the profile and renews threshold and
 * bitmap ({@link ProfileFeed}). It keeps within a share of the processors, {@link MaintenancePace}. It runs on the executor when a ring is half full, and in every {@link #surface}; at most one at a time, under a
 * lock that no recording thread ever touches. Where the executor refuses, accesses are dropped once the rings are full, and
 * it is asked again now and then.
 *
 * <p><b>Totals come from striped counters</b>, not from the sample. The profile has to know exactly how many accesses there
 * were beside those of hot keys, since this is what takes most of the variance out of its estimate ({@link Tally}); a total
 * from the sample would have the sample's error, some per cent, and could not be held against the cache's own counts. And
 * the counter is needed anyway: its old value decides by chance which key is tried as a hot one. So it costs no second
 * atomic operation.
 *
 * <p>In shifts, what the profile has counted is an estimate, and behind or ahead by up to a few million; {@link #hits} and {@link
 * #misses} are exact as ever.
 *
 * <p>Look-ups that {@linkplain #failed failed} are counted and are no evidence: no TTL and no size would have made them hit.
 *
 * <p>Thread-safe. All memory is allocated at once and stays within the limit: see {@link #stateBytes}.
 */
public final class ProfileRecorder implements AccessRecorder {
    /** Where accesses come fast, and events may be few, a stripe asks for a round after so many of a kind; a power of two. */
    private static final int COUNTS_PER_ROUND = 1 << 15;

    /** Where a stripe had no event for so long, accesses do not come fast. */
    private static final long SLOW_MILLIS = 50;

    /** Drops of a stripe between two attempts to have a full ring emptied; a power of two. */
    private static final int DROPS_PER_ATTEMPT = 1024;

    /** Events of a ring more than half full between two such attempts; a power of two. */
    private static final int EVENTS_PER_ATTEMPT = 16;

    private static final long LAST_COUNT = ProfileFeed.REPEATED | EventRings.PUBLISHED;
    private static final long NOT_SEEN = ((long) TrackedKeys.UNSEEN << Integer.SIZE) | EventRings.PUBLISHED;

    private final EventRings rings;
    private final RepeatedHits repeats;
    private final SamplingFilter filter;
    private final LongSupplier millis;
    private final Executor executor;
    private final Runnable maintenance = this::drain;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ByteSize stateBytes;

    /** Guards the feed, and with it the consumer's side of rings and tables. */
    private final ReentrantLock lock = new ReentrantLock();

    private final ProfileFeed feed;

    private ProfileRecorder(
            AccessProfile profile,
            RecorderBudget budget,
            Optional<Duration> halfLife,
            Executor executor,
            LongSupplier millis,
            LongSupplier nanos) {
        this.executor = executor;
        this.millis = millis;
        rings = new EventRings(budget.stripes(), budget.eventsOfStripe());
        int words = budget.filterWords(profile.hotLimit());
        filter = new SamplingFilter(words);
        repeats = new RepeatedHits(budget.stripes(), budget.repeats());
        feed = new ProfileFeed(rings, repeats, filter, profile, budget, halfLife, nanos);
        stateBytes = ProfileFeed.stateBytes(profile, budget, words);
    }

    /**
     * A recorder with an empty profile, by the system's clock and with a stripe for each processor.
     *
     * @param grid the settings to learn about
     * @param stateLimit the memory that profile, rings, bitmap and counters may take together
     * @param halfLife after which an access counts half; absent if all count alike for ever
     * @param executor runs the maintenance: some hundred microseconds for each thousand sampled accesses. One that runs it
     *     on the calling thread makes that thread wait for it
     * @throws IllegalArgumentException if the limit is too small for the grid, or the half-life is not positive
     */
    public static ProfileRecorder of(
            ProfileGrid grid, ByteSize stateLimit, Optional<Duration> halfLife, Executor executor) {
        return of(grid, stateLimit, halfLife, executor, InstantSource.system()::millis, 0);
    }

    /**
     * As {@link #of(ProfileGrid, ByteSize, Optional, Executor)}, with a clock and a seed.
     *
     * @param grid the settings to learn about
     * @param stateLimit the memory that profile, rings, bitmap and counters may take together
     * @param halfLife after which an access counts half; absent if all count alike for ever
     * @param executor runs the maintenance
     * @param millis the time in milliseconds, from any origin; asked on the recording threads, so it must be fast and not
     *     throw. It may stand still; a time before the latest one counts as the latest
     * @param seed of what is left to chance
     * @throws IllegalArgumentException if the limit is too small for the grid, or the half-life is not positive
     */
    public static ProfileRecorder of(
            ProfileGrid grid,
            ByteSize stateLimit,
            Optional<Duration> halfLife,
            Executor executor,
            LongSupplier millis,
            long seed) {
        return of(grid, stateLimit, halfLife, executor, millis, seed, System::nanoTime);
    }

    /** With a ticker that tells how long the maintenance takes. */
    static ProfileRecorder of(
            ProfileGrid grid,
            ByteSize stateLimit,
            Optional<Duration> halfLife,
            Executor executor,
            LongSupplier millis,
            long seed,
            LongSupplier nanos) {
        RecorderBudget budget =
                RecorderBudget.within(stateLimit, Runtime.getRuntime().availableProcessors());
        AccessProfile profile = new AccessProfile(grid, budget.profileLimit(), halfLife, seed);
        return new ProfileRecorder(profile, budget, halfLife, executor, millis, nanos);
    }

    @Override
    public void hit(long keyHash, long bytes) {
        long hash = AccessProfile.mix(keyHash);
        int stripe = rings.stripe();
        if (filter.isResting()) {
            recordAtRest(stripe, hash, bytes, NOT_SEEN);
        } else if (repeats.isOpen(stripe)) {
            hitWhereFast(stripe, hash, bytes);
        } else {
            record(stripe, hash, bytes, NOT_SEEN);
        }
    }

    /** Up to the one branch, which is hardly ever taken, all accesses are alike. */
    private void hitWhereFast(int stripe, long hash, long bytes) {
        long wanted = filter.wants(hash);
        long again = repeats.count(stripe, hash, wanted);
        long before = rings.count(stripe, 1 - again);
        long asks = (wanted | filter.tries(before)) & ~again;
        if ((asks | (repeats.isTimeToLook(stripe) & again)) != 0) {
            attend(stripe, hash, bytes, again != 0, wanted != 0);
        }
    }

    private void attend(int stripe, long hash, long bytes, boolean again, boolean wanted) {
        if (again) {
            boolean closed = repeats.closeAfter(stripe, millis.getAsLong());
            if (closed || repeats.counted(stripe) % COUNTS_PER_ROUND == 0) {
                schedule();
            }
        } else if (wanted) {
            offerWanted(stripe, hash, bytes);
        } else {
            offerCandidate(stripe, hash, bytes, NOT_SEEN);
        }
    }

    private void offerWanted(int stripe, long hash, long bytes) {
        int place = repeats.wish(stripe, hash);
        if (place != RepeatedHits.NONE) {
            replace(stripe, place, hash);
        }
        offerCounted(stripe, hash, bytes, NOT_SEEN);
    }

    private void offerCounted(int stripe, long hash, long bytes, long last) {
        int waiting = rings.full(stripe) ? 0 : rings.offer(stripe, true, millis(stripe), hash, bytes, last);
        if (waiting > 0) {
            scheduleIfHalfFull(waiting);
        } else if (rings.dropCounted(stripe) % DROPS_PER_ATTEMPT == 0) {
            schedule();
        }
    }

    /**
     * Hot keys are left out, and those that pass for hot ones with them. So short that it is compiled into {@link #hit} even where
     * that is compiled before any key rests, as many a warm-up goes: a method of its own would wait in line for seconds.
     */
    private void recordAtRest(int stripe, long hash, long bytes, long last) {
        if (asksAtRest(hash, rings.count(stripe, 1)) != 0) {
            attendAtRest(stripe, hash, bytes, last);
        }
    }

    /** Whether a key of the sample is read, or a round is due after so many accesses: 1 or 0, without a branch. */
    private long asksAtRest(long hash, long before) {
        long isDue = ((before & (COUNTS_PER_ROUND - 1)) - 1) >>> (Long.SIZE - 1);
        return filter.wantsAtRest(hash) | isDue;
    }

    private void attendAtRest(int stripe, long hash, long bytes, long last) {
        if (filter.wantsAtRest(hash) != 0) {
            offerCounted(stripe, hash, bytes, last);
        } else {
            schedule();
        }
    }

    @Override
    public void loaded(long keyHash, long bytes, long contentHash, long loadNanos) {
        long hash = AccessProfile.mix(keyHash);
        int stripe = rings.stripe();
        if (filter.isResting()) {
            recordAtRest(stripe, hash, bytes, seen(contentHash));
        } else {
            record(stripe, hash, bytes, seen(contentHash));
        }
        rings.countLoad(stripe, Math.max(0, loadNanos));
    }

    @Override
    public void failed(long keyHash) {
        rings.countFailure(rings.stripe());
    }

    /** Where its ring is full it is lost: the profile then takes the entry for present until it is read again. */
    @Override
    public void invalidated(long keyHash) {
        long hash = AccessProfile.mix(keyHash);
        if (filter.takes(hash)) {
            int stripe = rings.stripe();
            scheduleIfHalfFull(rings.offer(stripe, true, millis(stripe), hash, 0, NOT_SEEN | ProfileFeed.INVALIDATED));
        }
    }

    private static long seen(long contentHash) {
        int content = (int) AccessProfile.mix(contentHash);
        int told = content == TrackedKeys.UNSEEN ? content + 1 : content;
        return ((long) told << Integer.SIZE) | EventRings.PUBLISHED;
    }

    private void record(int stripe, long hash, long bytes, long last) {
        if (filter.takes(hash)) {
            offer(stripe, hash, bytes, last);
        } else if (filter.tries(rings.count(stripe, 1)) != 0) {
            offerCandidate(stripe, hash, bytes, last);
        }
    }

    /** Gives a key the place of another one, whose last count goes into the ring; without room there, everything stays. */
    private void replace(int stripe, int place, long hash) {
        long count = repeats.holdersCount(place);
        long holder = repeats.holder(place);
        int waiting = 0;
        repeats.hide(place);
        if (count > 0) {
            waiting = rings.offer(stripe, true, millis(stripe), holder, count, LAST_COUNT);
            if (waiting == 0) {
                repeats.show(place, holder);
                return;
            }
        }
        repeats.give(place, hash);
        scheduleIfHalfFull(waiting);
    }

    private void offer(int stripe, long hash, long bytes, long last) {
        int waiting = rings.full(stripe) ? 0 : rings.offer(stripe, false, millis(stripe), hash, bytes, last);
        if (waiting > 0) {
            scheduleIfHalfFull(waiting);
        } else if (rings.drop(stripe) % DROPS_PER_ATTEMPT == 0) {
            schedule();
        }
    }

    /** Offers what has been counted: if it finds no room, another one will be tried as a hot key. */
    private void offerCandidate(int stripe, long hash, long bytes, long last) {
        if (!rings.full(stripe)) {
            scheduleIfHalfFull(rings.offer(stripe, true, millis(stripe), hash, bytes, last | ProfileFeed.LUCKY));
        }
    }

    private long millis(int stripe) {
        long shared = rings.sharedMillis(stripe);
        if (shared != EventRings.ASK_CLOCK) {
            return shared;
        }
        long now = millis.getAsLong();
        if (rings.share(stripe, now) > SLOW_MILLIS && filter.isResting()) {
            // No reason to rest, and without the hot keys it may be long until a ring is half full.
            schedule();
        }
        return now;
    }

    private void scheduleIfHalfFull(int waiting) {
        if (waiting >= rings.capacity() / 2 && waiting % EVENTS_PER_ATTEMPT == 0) {
            schedule();
        }
    }

    /** Has the executor drain, unless it is about to. Whatever the executor throws stays here: it is asked again later. */
    private void schedule() {
        if (!scheduled.getOpaque() && scheduled.compareAndSet(false, true)) {
            try {
                executor.execute(maintenance);
            } catch (Throwable refusal) {
                scheduled.set(false);
            }
        }
    }

    /**
     * Takes what the rings hold into the profile. Returns at once where another thread is at it. Costs some hundred
     * nanoseconds a sampled access, and as much time as the keys followed take to look through.
     */
    public void drain() {
        // Before looking, so that what is recorded from now on can ask for the next round.
        scheduled.set(false);
        if (lock.tryLock()) {
            try {
                feed.round(millis.getAsLong());
            } finally {
                lock.unlock();
            }
        }
    }

    /** What has been learnt from all that was recorded before the call, as a snapshot. Waits for a {@link #drain}. */
    public ProfiledSurface surface() {
        lock.lock();
        try {
            return feed.surface(millis.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** Look-ups so far that found a live entry. Exact once the recording threads are done. */
    public long hits() {
        // Loads first: each of them has been counted as an access before.
        long loads = rings.loads();
        return rings.accesses() + repeats.counted() - loads;
    }

    /** Look-ups so far that found none, those that failed included. */
    public long misses() {
        return rings.loads() + rings.failures();
    }

    /** Time spent on loads so far, in nanoseconds. */
    public long loadNanos() {
        return rings.loadNanos();
    }

    /** How long a load has taken on average so far; empty before the first one. */
    public Optional<Duration> meanLoad() {
        long loads = rings.loads();
        return loads == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(rings.loadNanos() / loads));
    }

    /** Accesses so far that the profile should have seen and that found no room. They are among hits and misses. */
    public long dropped() {
        return rings.dropped();
    }

    /** Hits so far that were counted as repeated ones and took no place in a ring. */
    long repeated() {
        return repeats.counted();
    }

    /** Whether hot keys rest just now. */
    boolean isResting() {
        return filter.isResting();
    }

    /** What the arrays of profile, rings, bitmap and counters take at most, in bytes. */
    public ByteSize stateBytes() {
        return stateBytes;
    }
}
