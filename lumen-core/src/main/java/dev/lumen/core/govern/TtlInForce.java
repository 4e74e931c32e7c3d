package dev.lumen.core.govern;

import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.act.TtlSetting;
import dev.lumen.api.act.TtlTrial;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.evidence.AccessRecorder;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Require;
import dev.lumen.core.govern.trial.HoldoutSplit;
import dev.lumen.core.govern.trial.TrialCounting;
import dev.lumen.core.govern.trial.TrialTally;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The TTL in force for one cache: written by whoever steers it, read by the cache's wrappers on every put.
 *
 * <p>A read is one volatile read and a little arithmetic. With jitter, the TTL of a key lies in [TTL · (1 − j), TTL · (1 +
 * j)] cut to the bounds, evenly spread by a hash of the key's hash, so that entries written together do not expire
 * together; near a bound the range is cut rather than the values piled up on it. Where another TTL is on trial, a key has that
 * one if the trial's lot says so: a multiplication, a load and a compare more.
 *
 * <p>Thread-safe. A new TTL is seen by every read that begins after {@link #put} returned.
 */
public final class TtlInForce implements TtlAdvisor, SteeredTtl {
    /** Widest spread: it keeps the product in {@link #ttlMillis} within 63 bits, and is longer than anyone needs. */
    private static final long WIDEST_MILLIS = Integer.MAX_VALUE;

    private static final int RANDOM_BITS = 31;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final CacheName cache;
    private final TtlBounds bounds;
    private final Ratio jitter;
    private final LongSupplier nanos;
    private final AccessRecorder recorder = new Recorder();
    private volatile Spread setting;

    /**
     * The standard TTL of {@code bounds}, without jitter.
     *
     * @param cache the cache that this is for
     * @param bounds the TTLs that may be handed out
     */
    public TtlInForce(CacheName cache, TtlBounds bounds) {
        this(cache, bounds, Ratio.of(0));
    }

    /**
     * The standard TTL of {@code bounds}.
     *
     * @param cache the cache that this is for
     * @param bounds the TTLs that may be handed out
     * @param jitter how far a key's TTL may lie from the one in force, as a share of it
     */
    public TtlInForce(CacheName cache, TtlBounds bounds, Ratio jitter) {
        this(cache, bounds, jitter, System::nanoTime);
    }

    /** The same by another monotonic clock, in nanoseconds. */
    public TtlInForce(CacheName cache, TtlBounds bounds, Ratio jitter, LongSupplier nanos) {
        this.nanos = nanos;
        this.cache = Require.present("cache name", cache);
        this.bounds = Require.present("TTL bounds", bounds);
        this.jitter = Require.present("jitter", jitter);
        this.setting = spread(bounds.standard(), null);
    }

    @Override
    public Duration set(Duration ttl) {
        return put(TtlSetting.of(bounds.clamp(Require.present("TTL", ttl)))).ttl();
    }

    @Override
    public synchronized TtlSetting put(TtlSetting next) {
        TtlSetting held = clamped(next);
        Lot before = setting.lot;
        setting = spread(
                held.ttl(),
                held.trial().map(trial -> lot(held.ttl(), trial, before)).orElse(null));
        return held;
    }

    /** {@code wanted} with its TTLs held within the bounds. */
    TtlSetting clamped(TtlSetting wanted) {
        Require.present("TTL setting", wanted);
        return new TtlSetting(
                bounds.clamp(wanted.ttl()), wanted.trial().map(trial -> trial.with(bounds.clamp(trial.ttl()))));
    }

    /** Counting goes on where it is the same trial. */
    private Lot lot(Duration ttl, TtlTrial trial, @Nullable Lot before) {
        if (before == null || !before.isOf(trial)) {
            HoldoutSplit split = HoldoutSplit.of(cache, trial.name(), Ratio.of(trial.share()));
            return lot(ttl, trial, split, TrialCounting.of(trial.name(), split, nanos));
        }
        return lot(ttl, trial, before.split, before.counting);
    }

    private Lot lot(Duration ttl, TtlTrial trial, HoldoutSplit split, TrialCounting counting) {
        if (!trial.begun()) {
            return new Lot(trial, split, null, counting);
        }
        counting.begin(ttl.compareTo(trial.ttl()) > 0 ? ttl : trial.ttl());
        return new Lot(trial, split, spread(trial.ttl(), null), counting);
    }

    /**
     * Counts hits and misses while a trial is prepared or runs; to be told of each access, beside other recorders ({@link
     * AccessRecorder#both}). Without it no trial begins. At other times an access costs a volatile read. Thread-safe.
     */
    public AccessRecorder recorder() {
        return recorder;
    }

    @Override
    public Optional<TrialTally> tally() {
        return Optional.ofNullable(setting.lot).map(lot -> lot.counting.tally());
    }

    /** The TTL that is in force where nothing is known. */
    Duration standard() {
        return bounds.standard();
    }

    @Override
    public CacheName cache() {
        return cache;
    }

    @Override
    public Duration inForce() {
        return setting.ttl;
    }

    @Override
    public TtlSetting setting() {
        Spread current = setting;
        return new TtlSetting(current.ttl, Optional.ofNullable(current.lot).map(Lot::trial));
    }

    @Override
    public long ttlMillis(long keyHash) {
        Spread current = setting;
        Lot lot = current.lot;
        if (lot != null && lot.spread != null && lot.split.isNew(keyHash)) {
            current = lot.spread;
        }
        long random = mix(keyHash) >>> (Long.SIZE - RANDOM_BITS);
        return current.lowMillis + ((random * current.values) >>> RANDOM_BITS);
    }

    private Spread spread(Duration ttl, @Nullable Lot lot) {
        long middle = Math.max(1, ttl.toMillis());
        long reach = Math.min(WIDEST_MILLIS / 2, (long) (middle * jitter.value()));
        long longest = Math.max(1, bounds.max().toMillis());
        long shortest = Math.min(longest, wholeMillisAbove(bounds.min()));
        long low = Math.max(shortest, middle - reach);
        long high = Math.max(low, Math.min(longest, middle + reach));
        return new Spread(ttl, low, high - low + 1, lot);
    }

    private static long wholeMillisAbove(Duration duration) {
        return duration.plusNanos(NANOS_PER_MILLI - 1).toMillis();
    }

    /** The finaliser of MurmurHash3: after it the upper bits depend on every bit of a poor hash. */
    private static long mix(long hash) {
        long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }

    /**
     * A TTL and the range that keys get.
     *
     * @param ttl the TTL in force
     * @param lowMillis the shortest that a key gets
     * @param values how many different ones there are, 1 or more
     * @param lot which keys have another TTL; null where none
     */
    private record Spread(
            Duration ttl,
            long lowMillis,
            long values,
            @Nullable Lot lot) {}

    /** The TTL on trial, who has it, and what is counted of them; no spread before it has begun. */
    private record Lot(
            TtlTrial trial, HoldoutSplit split, @Nullable Spread spread, TrialCounting counting) {
        boolean isOf(TtlTrial other) {
            return trial.name().equals(other.name()) && trial.share() == other.share();
        }
    }

    /** Tells the counting of the trial that is there at the moment, if any. */
    private final class Recorder implements AccessRecorder {
        private AccessRecorder now() {
            Lot lot = setting.lot;
            return lot == null ? NOOP : lot.counting;
        }

        @Override
        public void hit(long keyHash, long bytes) {
            now().hit(keyHash, bytes);
        }

        @Override
        public void loaded(long keyHash, long bytes, long contentHash, long loadNanos) {
            now().loaded(keyHash, bytes, contentHash, loadNanos);
        }

        @Override
        public void failed(long keyHash) {
            now().failed(keyHash);
        }

        @Override
        public void invalidated(long keyHash) {
            now().invalidated(keyHash);
        }
    }
}
