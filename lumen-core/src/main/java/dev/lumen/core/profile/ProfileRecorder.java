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
 * written into a bounded ring of the stripe, with the time, which neighbours share where they come fast. Nothing waits: where
 * a ring is full the access is dropped and counted. See {@link EventRings}.
 *
 * <p><b>Maintenance</b> ({@link #drain}) empties the rings in order of time into the profile and renews threshold and
 * bitmap. It runs on the executor when a ring is half full, and in every {@link #surface}; at most one at a time, under a
 * lock that no recording thread ever touches. Where the executor refuses, accesses are dropped once the rings are full, and
 * it is asked again now and then.
 *
 * <p><b>Totals come from striped counters</b>, not from the sample. The profile has to know exactly how many accesses there
 * were beside those of hot keys, since this is what takes most of the variance out of its estimate ({@link Tally}); a total
 * from the sample would have the sample's error, some per cent, and could not be held against the cache's own counts. And
 * the counter is needed anyway: its old value decides by chance which key is tried as a hot one. So it costs no second
 * atomic operation.
 *
 * <p><b>What was dropped</b> is missing among the hits of followed keys and would count as a miss, while accesses of other
 * keys are counted in full. So in each round those count for less, by the share of the followed accesses that got through:
 * ratios stay right as far as losses fall on all keys alike; only the reuse of a key looks rarer than it is.
 *
 * <p><b>Freshness.</b> A hit shows no content. Two loads of a key tell whether it changed in between, and pairs of loads how
 * fast contents change ({@link ChangeRates}): the stale shares of the surface follow from that ({@link LiveFreshness}), and
 * are absent where no key was loaded twice with a hit in between.
 *
 * <p>Look-ups that {@linkplain #failed failed} are counted and are no evidence: no TTL and no size would have made them hit.
 *
 * <p>Thread-safe. All memory is allocated at once and stays within the limit: see {@link #stateBytes}.
 */
public final class ProfileRecorder implements AccessRecorder {
    /** Drops of a stripe between two attempts to have a full ring emptied; a power of two. */
    private static final int DROPS_PER_ATTEMPT = 1024;

    /** Events of a ring more than half full between two such attempts; a power of two. */
    private static final int EVENTS_PER_ATTEMPT = 16;

    /** 2⁶⁴ ÷ golden ratio: multiples of it are spread evenly whatever rhythm the accesses have. */
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private static final int CHANCE_BITS = Integer.numberOfTrailingZeros(AccessProfile.CHANCE);

    /** Flag of an event that was taken by chance alone. */
    private static final long LUCKY = 2;

    /** Flag of an event that is no access. */
    private static final long INVALIDATED = 4;

    private static final long NOT_SEEN = ((long) TrackedKeys.UNSEEN << Integer.SIZE) | EventRings.PUBLISHED;

    private final EventRings rings;
    private final SamplingFilter filter;
    private final LongSupplier millis;
    private final Executor executor;
    private final Runnable maintenance = this::drain;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ByteSize stateBytes;

    /** Guards the profile, the consumer's side of the rings, and the fields below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final AccessProfile profile;
    private final ChangeRates changes = new ChangeRates();
    private final LastLoads loads;
    private final HalfLife halfLife;
    private boolean drained;
    private long origin;
    private long drainedAt;
    private long skipped;
    /** Places of the rings that were no accesses. */
    private long invalidations;

    private long droppedBefore;

    private ProfileRecorder(
            AccessProfile profile, RecorderBudget budget, HalfLife halfLife, Executor executor, LongSupplier millis) {
        this.profile = profile;
        this.halfLife = halfLife;
        loads = new LastLoads(budget.loads(), changes);
        this.executor = executor;
        this.millis = millis;
        rings = new EventRings(budget.stripes(), budget.eventsOfStripe());
        int words = budget.filterWords(profile.hotLimit());
        filter = new SamplingFilter(words);
        stateBytes = ByteSize.ofBytes(profile.stateBytes().bytes()
                + budget.ringBytes()
                + budget.freshnessBytes()
                + SamplingFilter.bytes(words));
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
        RecorderBudget budget =
                RecorderBudget.within(stateLimit, Runtime.getRuntime().availableProcessors());
        AccessProfile profile = new AccessProfile(grid, budget.profileLimit(), halfLife, seed);
        return new ProfileRecorder(profile, budget, new HalfLife(halfLife), executor, millis);
    }

    @Override
    public void hit(long keyHash, long bytes) {
        record(rings.stripe(), keyHash, bytes, NOT_SEEN);
    }

    @Override
    public void loaded(long keyHash, long bytes, long contentHash, long loadNanos) {
        int stripe = rings.stripe();
        record(stripe, keyHash, bytes, seen(contentHash));
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
            scheduleIfHalfFull(rings.offer(stripe, true, millis(stripe), hash, 0, NOT_SEEN | INVALIDATED));
        }
    }

    private static long seen(long contentHash) {
        int content = (int) AccessProfile.mix(contentHash);
        int told = content == TrackedKeys.UNSEEN ? content + 1 : content;
        return ((long) told << Integer.SIZE) | EventRings.PUBLISHED;
    }

    private void record(int stripe, long keyHash, long bytes, long last) {
        long hash = AccessProfile.mix(keyHash);
        if (filter.takes(hash)) {
            offer(stripe, hash, bytes, last);
        } else if ((rings.count(stripe) * GOLDEN) >>> (Long.SIZE - CHANCE_BITS) == 0) {
            offerCandidate(stripe, hash, bytes, last);
        }
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
            scheduleIfHalfFull(rings.offer(stripe, true, millis(stripe), hash, bytes, last | LUCKY));
        }
    }

    private long millis(int stripe) {
        long shared = rings.sharedMillis(stripe);
        if (shared != EventRings.ASK_CLOCK) {
            return shared;
        }
        long now = millis.getAsLong();
        rings.share(stripe, now);
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
                drainLocked();
            } finally {
                lock.unlock();
            }
        }
    }

    /** What has been learnt from all that was recorded before the call, as a snapshot. Waits for a {@link #drain}. */
    public ProfiledSurface surface() {
        lock.lock();
        try {
            drainLocked();
            return LiveFreshness.apply(profile.surface(), changes);
        } finally {
            lock.unlock();
        }
    }

    private void drainLocked() {
        rings.begin(pass(millis.getAsLong()));
        long accesses = 0;
        for (int stripe = rings.earliest(); stripe != EventRings.NONE; stripe = rings.earliest()) {
            if ((rings.last(stripe) & INVALIDATED) != 0) {
                profile.invalidate(rings.millis(stripe), rings.hash(stripe));
                invalidations++;
            } else {
                feed(rings.millis(stripe), rings.hash(stripe), Math.max(0, rings.size(stripe)), rings.last(stripe));
                accesses++;
            }
            rings.pop(stripe);
        }
        rings.end();
        countSkipped(accesses);
        filter.follow(profile);
    }

    /** Goes on to a time; returns the milliseconds since the last round, 0 in the first one. */
    private long pass(long now) {
        if (!drained) {
            drained = true;
            origin = now;
            drainedAt = now;
        }
        long elapsed = Math.max(0, now - drainedAt);
        drainedAt += elapsed;
        if (halfLife.isDue(drainedAt - origin)) {
            changes.fade(halfLife.fade(drainedAt - origin));
        }
        return elapsed;
    }

    private void feed(long at, long hash, long bytes, long last) {
        int content = (int) (last >> Integer.SIZE);
        if ((last & LUCKY) != 0) {
            profile.access(at, hash, bytes, content, true);
        } else {
            profile.access(at, hash, bytes, content);
            followContent(at, hash, content);
        }
    }

    /** Of the sample each hit stands for many, of the hot keys for itself, as in the profile. */
    private void followContent(long at, long hash, int content) {
        if (content == TrackedKeys.UNSEEN) {
            loads.hit(hash);
        } else {
            loads.loaded(at, hash, content, filter.isHot(hash) ? 1 : 1 / profile.rate());
        }
    }

    /** Tells the profile of the accesses that it did not see, scaled down as those that it did see were by the drops. */
    private void countSkipped(long taken) {
        long dropped = rings.dropped();
        long lost = dropped - droppedBefore;
        droppedBefore = dropped;
        long unseen = rings.unclaimed() + invalidations - skipped;
        if (unseen > 0) {
            skipped += unseen;
            profile.skipped(lost == 0 ? unseen : Math.round(unseen * (double) taken / (taken + lost)));
        }
    }

    /** Look-ups so far that found a live entry. Exact once the recording threads are done. */
    public long hits() {
        // Loads first: each of them has been counted as an access before.
        long loads = rings.loads();
        return rings.accesses() - loads;
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

    /** What the arrays of profile, rings, bitmap and counters take, in bytes: constant from the start. */
    public ByteSize stateBytes() {
        return stateBytes;
    }
}
