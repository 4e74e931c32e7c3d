package dev.lumen.core.profile;

import dev.lumen.api.evidence.AccessRecorder;
import dev.lumen.api.evidence.EvidenceBatch;
import dev.lumen.api.evidence.SampledAccess;
import dev.lumen.api.evidence.SampledAccess.Kind;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Records the accesses that one JVM of a fleet sees, for the JVM that leads it.
 *
 * <p>Which keys are sampled is fixed: one in 2<sup>sampleBits</sup>, by the hash, and so the same ones in every JVM without a word
 * between them. On the hot path an access costs a mix of its hash, a shift, and a counter; a sampled one a place in a bounded
 * ring as well ({@link EventRings}). Nothing waits: where a ring is full the access is dropped and counted.
 *
 * <p>There are no hot keys here as there are in a {@link ProfileRecorder}: which they are is known only where all accesses
 * come together. With 0 sample bits all of them do, and the surface is as good as one JVM's; with more it has the error of a
 * sample, and its intervals say so.
 *
 * <p>Thread-safe. Takes about a megabyte: see {@link #stateBytes}.
 */
public final class FleetRecorder implements AccessRecorder {
    private static final long RING_BYTES = 1 << 20;
    private static final int MOST_STRIPES = 64;
    private static final int FEWEST_STRIPES = 2;
    private static final int FEWEST_EVENTS = 64;
    private static final long NOT_SEEN = ((long) TrackedKeys.UNSEEN << Integer.SIZE) | EventRings.PUBLISHED;

    private final int sampleBits;
    private final EventRings rings;
    private final LongSupplier millis;
    private final String sender = UUID.randomUUID().toString();
    private final ByteSize stateBytes;

    private long sequence; // from here on guarded by this
    private long drainedAt;
    private long told;
    private long invalidations;
    private long droppedBefore;

    private FleetRecorder(int sampleBits, int stripes, int events, LongSupplier millis) {
        this.sampleBits = (int) Require.within("sample bits", sampleBits, 0, EvidenceBatch.MOST_SAMPLE_BITS);
        this.millis = Require.present("clock", millis);
        rings = new EventRings(stripes, events);
        stateBytes = ByteSize.ofBytes(stripes * (EventRings.STRIPE_BYTES + (long) events * EventRings.EVENT_BYTES));
        drainedAt = millis.getAsLong();
    }

    /**
     * A recorder by the system's clock, with a stripe for each processor.
     *
     * @param sampleBits one key in 2<sup>sampleBits</sup> is sampled, 0 to 24; the same in all JVMs of the fleet. So many that a
     *     JVM has no more than some thousand sampled accesses a second, since what a channel takes is bounded
     */
    public static FleetRecorder of(int sampleBits) {
        return of(sampleBits, InstantSource.system()::millis);
    }

    /**
     * As {@link #of(int)}, with a clock.
     *
     * @param sampleBits one key in 2<sup>sampleBits</sup> is sampled, 0 to 24
     * @param millis the time in milliseconds since 1970; asked on the recording threads, so it must be fast and not throw. The
     *     JVMs of a fleet may be some hundred milliseconds apart; what they are more apart, times between accesses are off by
     */
    public static FleetRecorder of(int sampleBits, LongSupplier millis) {
        int stripes = powerAtMost(Math.min(
                MOST_STRIPES, Math.max(FEWEST_STRIPES, 4L * Runtime.getRuntime().availableProcessors())));
        int events = powerAtMost(Math.max(FEWEST_EVENTS, RING_BYTES / stripes / EventRings.EVENT_BYTES));
        return new FleetRecorder(sampleBits, stripes, events, millis);
    }

    private static int powerAtMost(long value) {
        return (int) Long.highestOneBit(value);
    }

    @Override
    public void hit(long keyHash, long bytes) {
        record(rings.stripe(), AccessProfile.mix(keyHash), bytes, NOT_SEEN);
    }

    @Override
    public void loaded(long keyHash, long bytes, long contentHash, long loadNanos) {
        int stripe = rings.stripe();
        int content = (int) AccessProfile.mix(contentHash);
        int seen = content == TrackedKeys.UNSEEN ? content + 1 : content;
        record(stripe, AccessProfile.mix(keyHash), bytes, ((long) seen << Integer.SIZE) | EventRings.PUBLISHED);
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
        if (isSampled(hash)) {
            int stripe = rings.stripe();
            rings.offer(stripe, true, millis(stripe), hash, 0, NOT_SEEN | ProfileFeed.INVALIDATED);
        }
    }

    private void record(int stripe, long hash, long bytes, long last) {
        if (!isSampled(hash)) {
            rings.count(stripe, 1);
        } else if (rings.full(stripe) || rings.offer(stripe, false, millis(stripe), hash, bytes, last) == 0) {
            rings.drop(stripe);
        }
    }

    /** In two shifts, as one by all 64 bits would shift by none. */
    private boolean isSampled(long hash) {
        return hash >>> 1 >>> (Long.SIZE - 1 - sampleBits) == 0;
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

    /**
     * What was recorded since the batch before, in order of time; what finds no room in it goes into the next one.
     *
     * @param most sampled accesses of the batch, 1 or more
     */
    public synchronized EvidenceBatch next(int most) {
        long now = Math.max(drainedAt, millis.getAsLong());
        rings.begin(now - drainedAt);
        drainedAt = now;
        List<SampledAccess> sampled = new ArrayList<>();
        int accesses = 0;
        int stripe = rings.earliest();
        while (stripe != EventRings.NONE && sampled.size() < most) {
            SampledAccess access = access(stripe);
            sampled.add(access);
            accesses += access.kind() == Kind.INVALIDATED ? 0 : 1;
            rings.pop(stripe);
            stripe = rings.earliest();
        }
        boolean more = stripe != EventRings.NONE;
        long until = more ? rings.millis(stripe) : now;
        invalidations += sampled.size() - accesses;
        rings.end();
        long lost = dropped();
        return new EvidenceBatch(sender, sequence++, sampleBits, until, unsampled() + accesses + lost, lost, sampled);
    }

    private SampledAccess access(int stripe) {
        long last = rings.last(stripe);
        int content = (int) (last >> Integer.SIZE);
        Kind kind = (last & ProfileFeed.INVALIDATED) != 0
                ? Kind.INVALIDATED
                : content == TrackedKeys.UNSEEN ? Kind.HIT : Kind.LOADED;
        return new SampledAccess(
                kind,
                rings.millis(stripe),
                rings.hash(stripe),
                Math.max(0, rings.size(stripe)),
                kind == Kind.LOADED ? content : 0);
    }

    /** Accesses of other keys that no batch has counted yet. A place that is no access was taken for one. */
    private long unsampled() {
        long fresh = Math.max(0, rings.unclaimed() + invalidations - told);
        told += fresh;
        return fresh;
    }

    private long dropped() {
        long all = rings.dropped();
        long fresh = all - droppedBefore;
        droppedBefore = all;
        return fresh;
    }

    /** Look-ups so far that found a live entry, in this JVM. Exact once the recording threads are done. */
    public long hits() {
        // Loads first: each of them has been counted as an access before.
        long loads = rings.loads();
        return rings.accesses() - loads;
    }

    /** Look-ups so far that found none, in this JVM, those that failed included. */
    public long misses() {
        return rings.loads() + rings.failures();
    }

    /** How long a load has taken on average so far, in this JVM; empty before the first one. */
    public Optional<Duration> meanLoad() {
        long loads = rings.loads();
        return loads == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(rings.loadNanos() / loads));
    }

    /** What the rings take, in bytes: constant from the start. */
    public ByteSize stateBytes() {
        return stateBytes;
    }
}
