package dev.lumen.core.govern;

import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.act.TtlSetting;
import dev.lumen.api.act.TtlTrial;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Require;
import dev.lumen.core.govern.trial.HoldoutSplit;
import java.time.Duration;
import java.util.Optional;
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
    public TtlSetting put(TtlSetting next) {
        TtlSetting held = clamped(next);
        setting = spread(held.ttl(), held.trial().map(this::lot).orElse(null));
        return held;
    }

    /** {@code wanted} with its TTLs held within the bounds. */
    TtlSetting clamped(TtlSetting wanted) {
        Require.present("TTL setting", wanted);
        return new TtlSetting(
                bounds.clamp(wanted.ttl()),
                wanted.trial().map(trial -> new TtlTrial(trial.name(), bounds.clamp(trial.ttl()), trial.share())));
    }

    private Lot lot(TtlTrial trial) {
        return new Lot(trial, HoldoutSplit.of(cache, trial.name(), Ratio.of(trial.share())), spread(trial.ttl(), null));
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
        if (lot != null && lot.split.isNew(keyHash)) {
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

    /** The TTL on trial, and who has it. */
    private record Lot(TtlTrial trial, HoldoutSplit split, Spread spread) {}
}
