package dev.lumen.core.profile;

import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The maintenance of a {@link ProfileRecorder}: takes what was recorded into the profile, a round at a time. Not thread-safe.
 *
 * <p><b>What was dropped</b> is missing among the hits of followed keys and would count as a miss, while accesses of other
 * keys are counted in full. So in each round those count for less, by the share of the followed accesses that got through:
 * ratios stay right as far as losses fall on all keys alike; only the reuse of a key looks rarer than it is.
 *
 * <p><b>Freshness.</b> A hit shows no content. Two loads of a key tell whether it changed in between, and pairs of loads how
 * fast contents change ({@link ChangeRates}): the stale shares of the surface follow from that ({@link LiveFreshness}), and
 * are absent where no key was loaded twice with a hit in between.
 */
final class ProfileFeed {
    /** Flag of an event that was taken by chance alone. */
    static final long LUCKY = 2;

    /** Flag of an event that is no access: the key's entry was taken out on purpose. */
    static final long INVALIDATED = 4;

    /** Flag of an event that is no access: the last count of a key's repeated hits, in the place of its size. */
    static final long REPEATED = 8;

    /** A stripe is fast from so many accesses of followed keys in a millisecond on. */
    private static final long FAST_PER_MILLI = 2;

    /** Repeated hits may be so much late at most, and no more than a bucket of the shortest TTL. */
    private static final long MOST_LATE_MILLIS = 50;

    /** Accounts are settled after so many rounds, or so much time. */
    private static final int ROUNDS_TO_SETTLE = 16;

    private static final long MILLIS_TO_SETTLE = 5;

    private final EventRings rings;
    private final RepeatedHits repeats;
    private final SamplingFilter filter;
    private final AccessProfile profile;
    private final ChangeRates changes = new ChangeRates();
    private final LastLoads loads;
    private final HalfLife halfLife;
    private final MaintenancePace pace;
    private final HotShifts shifts = new HotShifts();
    private final LongSupplier nanos;
    private final long lateMillis;
    /** Accesses of the round on each stripe that has a table. */
    private final long[] followed;

    private boolean drained;
    private long origin;
    private long drainedAt;
    private long skipped;
    /** Accesses counted up to the last round, those of the tables included. */
    private long counted;

    /** Places of the rings that were no accesses. */
    private long otherEvents;

    private long droppedBefore;
    /** Accesses taken in since the last settlement, rounds, and when it was. */
    private long taken;

    private int rounds;
    private long settledAt;

    ProfileFeed(
            EventRings rings,
            RepeatedHits repeats,
            SamplingFilter filter,
            AccessProfile profile,
            RecorderBudget budget,
            Optional<Duration> halfLife,
            LongSupplier nanos) {
        this.nanos = nanos;
        this.rings = rings;
        this.repeats = repeats;
        this.filter = filter;
        this.profile = profile;
        this.halfLife = new HalfLife(halfLife);
        loads = new LastLoads(budget.loads(), changes);
        pace = new MaintenancePace(profile.hotLimit(), Runtime.getRuntime().availableProcessors());
        lateMillis = Math.min(MOST_LATE_MILLIS, profile.bucketMillis());
        followed = new long[budget.stripes()];
    }

    /** Takes in what the rings hold; what else was recorded within some milliseconds, too. */
    void round(long millis) {
        round(millis, false);
    }

    private void round(long millis, boolean all) {
        long start = nanos.getAsLong();
        long elapsed = pass(millis);
        rings.begin(elapsed);
        taken += takeEvents();
        rings.end();
        changeShifts(elapsed);
        rounds++;
        if (all || rounds == ROUNDS_TO_SETTLE || drainedAt - settledAt >= MILLIS_TO_SETTLE) {
            settle();
        }
        openStripes(elapsed);
        pace.spent(nanos.getAsLong() - start, elapsed, shifts.areThrough());
    }

    /** Goes on in the shifts. What was recorded by now still counts as much as it was to when it was. */
    private void changeShifts(long elapsed) {
        long before = counted;
        counted = rings.counted() + repeats.counted();
        double told = shifts.weight();
        double weight = shifts.weightOf(counted - before);
        shifts.passed(counted - before, elapsed);
        if (weight != told || shifts.weight() != told) {
            profile.weigh(weight);
            taken += takeRepeats();
            countSkipped();
            profile.weigh(shifts.weight());
        }
        filter.rest(shifts.areResting());
    }

    /** What looks at every key, and so is not done each time where rounds follow one another fast. */
    private void settle() {
        taken += takeRepeats();
        countSkipped();
        profile.allowHot(pace.hotKeys());
        profile.sampleLess(pace.sampleShare());
        filter.follow(profile, pace.chanceBits());
        rounds = 0;
        settledAt = drainedAt;
    }

    /** Goes on to a time; returns the milliseconds since the last round, 0 in the first one. */
    private long pass(long now) {
        if (!drained) {
            drained = true;
            origin = now;
            drainedAt = now;
            settledAt = now;
        }
        long elapsed = Math.max(0, now - drainedAt);
        drainedAt += elapsed;
        if (halfLife.isDue(drainedAt - origin)) {
            changes.fade(halfLife.fade(drainedAt - origin));
        }
        return elapsed;
    }

    /** Returns how many accesses they were. */
    private long takeEvents() {
        long accesses = 0;
        for (int stripe = rings.earliest(); stripe != EventRings.NONE; stripe = rings.earliest()) {
            long last = rings.last(stripe);
            if ((last & INVALIDATED) != 0) {
                profile.invalidate(rings.millis(stripe), rings.hash(stripe));
                otherEvents++;
            } else if ((last & REPEATED) != 0) {
                long hash = rings.hash(stripe);
                accesses +=
                        readAgain(rings.millis(stripe), stripe, hash, repeats.last(stripe, hash, rings.size(stripe)));
                otherEvents++;
            } else {
                feed(rings.millis(stripe), rings.hash(stripe), Math.max(0, rings.size(stripe)), last);
                followed[stripe]++;
                accesses++;
            }
            rings.pop(stripe);
        }
        return accesses;
    }

    private void feed(long at, long hash, long bytes, long last) {
        int content = (int) (last >> Integer.SIZE);
        if ((last & LUCKY) != 0) {
            profile.access(at, hash, bytes, content, true);
        } else if (filter.isResting()) {
            // No other key can become hot now, nor shows what it contains, so none of the sample is to.
            profile.access(at, hash, bytes, content, false);
        } else {
            profile.access(at, hash, bytes, content);
            followContent(at, hash, content);
        }
    }

    /** Of the sample each hit stands for many, of the hot keys for itself, as in the profile. */
    private void followContent(long at, long hash, int content) {
        if (content == TrackedKeys.UNSEEN) {
            loads.hit(hash, 1);
        } else {
            loads.loaded(at, hash, content, filter.isHot(hash) ? 1 : 1 / profile.rate());
        }
    }

    /** Returns how many accesses they were. */
    private long takeRepeats() {
        long accesses = 0;
        for (int place = 0; place < repeats.placesOfAll(); place++) {
            long key = repeats.key(place);
            accesses += readAgain(drainedAt, repeats.stripeOf(place), key, repeats.fresh(place, key));
        }
        return accesses;
    }

    private long readAgain(long at, int stripe, long hash, long times) {
        if (times > 0) {
            profile.readAgain(at, hash, times);
            loads.hit(hash, times);
            followed[stripe] += times;
        }
        return times;
    }

    /** Tells the profile of the accesses that it did not see, scaled down as those that it did see were by the drops. */
    private void countSkipped() {
        long dropped = rings.dropped();
        long lost = dropped - droppedBefore;
        droppedBefore = dropped;
        long unseen = rings.unclaimed() + otherEvents - skipped;
        if (unseen > 0) {
            skipped += unseen;
            profile.skipped(lost == 0 ? unseen : Math.round(unseen * (double) taken / (taken + lost)));
        }
        taken = 0;
    }

    /** Lets stripes count repeated hits until soon where accesses come fast. */
    private void openStripes(long elapsed) {
        for (int stripe = 0; stripe < followed.length; stripe++) {
            if (repeats.has(stripe) && lateMillis > 0 && followed[stripe] >= FAST_PER_MILLI * Math.max(1, elapsed)) {
                repeats.open(stripe, drainedAt + lateMillis);
            }
            followed[stripe] = 0;
        }
    }

    /** What has been learnt from all that was recorded before the call, as a snapshot. */
    ProfiledSurface surface(long millis) {
        round(millis, true);
        return LiveFreshness.apply(profile.surface(), changes);
    }

    /** What the arrays take that are not counted elsewhere. */
    static ByteSize stateBytes(AccessProfile profile, RecorderBudget budget, int filterWords) {
        return ByteSize.ofBytes(profile.stateBytes().bytes()
                + budget.ringBytes()
                + budget.repeatsBytes()
                + budget.freshnessBytes()
                + SamplingFilter.bytes(filterWords));
    }
}
