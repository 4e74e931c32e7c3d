package dev.lumen.core.profile;

import dev.lumen.api.evidence.EvidenceBatch;
import dev.lumen.api.evidence.SampledAccess;
import dev.lumen.api.evidence.SampledAccess.Kind;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.Optional;

/**
 * The profile of a whole fleet's accesses, in the JVM that leads it: takes in what {@link FleetRecorder}s have sampled, in order
 * of time ({@link TimeMerge}), as if one JVM had seen it all.
 *
 * <p>The fleet's sample is where the profile's own begins, which is lowered further when memory runs out. Accesses beside the
 * sample were counted by the senders, and come in as totals. What a sender had to drop counts as in {@link ProfileFeed}; a batch
 * that was lost as a whole takes its totals with it, and is told of by {@link #lostBatches}.
 *
 * <p>Thread-safe, by one lock that no recording thread touches.
 */
public final class FleetProfile {
    private final int sampleBits;
    private final AccessProfile profile;
    private final SamplingFilter filter;
    private final ChangeRates changes = new ChangeRates();
    private final LastLoads loads;
    private final HalfLife halfLife;
    private final TimeMerge merge = new TimeMerge();
    private final Senders senders = new Senders();
    private long origin = Long.MIN_VALUE;
    private long foreign;

    private FleetProfile(
            ProfileGrid grid, ByteSize stateLimit, Optional<Duration> halfLife, int sampleBits, long seed) {
        this.sampleBits = (int) Require.within("sample bits", sampleBits, 0, EvidenceBatch.MOST_SAMPLE_BITS);
        RecorderBudget budget = RecorderBudget.within(stateLimit, 1);
        profile = new AccessProfile(grid, budget.profileLimit(), halfLife, seed);
        profile.beginWith(sampleBits);
        filter = new SamplingFilter(budget.filterWords(profile.hotLimit()));
        filter.follow(profile, 1);
        loads = new LastLoads(budget.loads(), changes);
        this.halfLife = new HalfLife(halfLife);
    }

    /**
     * An empty profile.
     *
     * @param grid the settings to learn about
     * @param stateLimit the memory that it may take, beside what waits to be put in order: some megabytes at most
     * @param halfLife after which an access counts half; absent if all count alike for ever
     * @param sampleBits as of the recorders
     * @throws IllegalArgumentException if the limit is too small for the grid, or the half-life is not positive
     */
    public static FleetProfile of(ProfileGrid grid, ByteSize stateLimit, Optional<Duration> halfLife, int sampleBits) {
        return of(grid, stateLimit, halfLife, sampleBits, 0);
    }

    static FleetProfile of(
            ProfileGrid grid, ByteSize stateLimit, Optional<Duration> halfLife, int sampleBits, long seed) {
        return new FleetProfile(grid, stateLimit, halfLife, sampleBits, seed);
    }

    /** Takes in a batch; one of another sample is counted and left out, since the two cannot be one. */
    public synchronized void take(EvidenceBatch batch) {
        if (batch.sampleBits() != sampleBits) {
            foreign++;
            return;
        }
        if (!senders.isNew(batch)) {
            return;
        }
        merge.add(batch.sampled());
        countUnsampled(batch);
        for (Optional<SampledAccess> next = merge.next(senders.until());
                next.isPresent();
                next = merge.next(senders.until())) {
            feed(next.get());
        }
        filter.follow(profile, 1);
    }

    /** Scaled down as the sampled ones were by the drops, so that ratios stay right. */
    private void countUnsampled(EvidenceBatch batch) {
        long taken = batch.sampled().stream()
                .filter(access -> access.kind() != Kind.INVALIDATED)
                .count();
        long others = Math.max(0, batch.accesses() - taken - batch.dropped());
        long lost = batch.dropped();
        profile.skipped(lost == 0 ? others : Math.round(others * (double) taken / (taken + lost)));
    }

    private void feed(SampledAccess access) {
        fade(access.atMillis());
        if (access.kind() == Kind.INVALIDATED) {
            profile.invalidate(access.atMillis(), access.keyHash());
            return;
        }
        int content = content(access);
        if (sampleBits == 0) {
            profile.access(access.atMillis(), access.keyHash(), access.bytes(), content);
        } else {
            profile.access(access.atMillis(), access.keyHash(), access.bytes(), content, false);
        }
        if (filter.takes(access.keyHash())) {
            follow(access, content);
        }
    }

    private static int content(SampledAccess access) {
        if (access.kind() == Kind.HIT) {
            return TrackedKeys.UNSEEN;
        }
        return access.contentHash() == TrackedKeys.UNSEEN ? access.contentHash() + 1 : access.contentHash();
    }

    /** Of the sample each hit stands for many, of the hot keys for itself, as in the profile. */
    private void follow(SampledAccess access, int content) {
        if (access.kind() == Kind.HIT) {
            loads.hit(access.keyHash(), 1);
        } else {
            double weight = filter.isHot(access.keyHash()) ? 1 : 1 / profile.rate();
            loads.loaded(access.atMillis(), access.keyHash(), content, weight);
        }
    }

    private void fade(long now) {
        if (origin == Long.MIN_VALUE) {
            origin = now;
        }
        long passed = Math.max(0, now - origin);
        if (halfLife.isDue(passed)) {
            changes.fade(halfLife.fade(passed));
        }
    }

    /** What has been learnt from all that every sender has sent by now, as a snapshot. */
    public synchronized ProfiledSurface surface() {
        return LiveFreshness.apply(profile.surface(), changes);
    }

    /** Batches so far that were sent and never came: trimmed, or refused by a channel that was full. */
    public synchronized long lostBatches() {
        return senders.lost();
    }

    /** Batches so far that were sampled otherwise. */
    public synchronized long foreignBatches() {
        return foreign;
    }

    /** JVMs that send, of late. */
    public synchronized int activeSenders() {
        return senders.active();
    }
}
