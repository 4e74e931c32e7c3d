package dev.lumen.core.govern;

import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Require;
import java.time.Duration;

/**
 * The TTL in force for one cache: written by whoever steers it, read by the cache's wrappers on every put.
 *
 * <p>A read is one volatile read and a little arithmetic. With jitter, the TTL of a key lies in [TTL · (1 − j), TTL · (1 +
 * j)] cut to the bounds, evenly spread by a hash of the key's hash, so that entries written together do not expire
 * together; near a bound the range is cut rather than the values piled up on it.
 *
 * <p>Thread-safe. A new TTL is seen by every read that begins after {@link #set} returned.
 */
public final class TtlInForce implements TtlAdvisor, SteeredTtl {
    /** Widest spread: it keeps the product in {@link #ttlMillis} within 63 bits, and is longer than anyone needs. */
    private static final long WIDEST_MILLIS = Integer.MAX_VALUE;

    private static final int RANDOM_BITS = 31;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final CacheName cache;
    private final TtlBounds bounds;
    private final Ratio jitter;
    private volatile Setting setting;

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
        this.setting = spread(bounds.standard());
    }

    /**
     * Puts {@code ttl} into force, held within the bounds.
     *
     * @return the TTL that is in force now
     */
    @Override
    public Duration set(Duration ttl) {
        Setting next = spread(bounds.clamp(Require.present("TTL", ttl)));
        setting = next;
        return next.ttl;
    }

    /** {@code ttl}, held within the bounds. */
    Duration clamped(Duration ttl) {
        return bounds.clamp(Require.present("TTL", ttl));
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
    public long ttlMillis(long keyHash) {
        Setting current = setting;
        long random = mix(keyHash) >>> (Long.SIZE - RANDOM_BITS);
        return current.lowMillis + ((random * current.values) >>> RANDOM_BITS);
    }

    private Setting spread(Duration ttl) {
        long middle = Math.max(1, ttl.toMillis());
        long reach = Math.min(WIDEST_MILLIS / 2, (long) (middle * jitter.value()));
        long longest = Math.max(1, bounds.max().toMillis());
        long shortest = Math.min(longest, wholeMillisAbove(bounds.min()));
        long low = Math.max(shortest, middle - reach);
        long high = Math.max(low, Math.min(longest, middle + reach));
        return new Setting(ttl, low, high - low + 1);
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
     */
    private record Setting(Duration ttl, long lowMillis, long values) {}
}
