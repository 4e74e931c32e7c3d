package dev.lumen.caffeine;

import com.github.benmanes.caffeine.cache.Expiry;
import dev.lumen.api.act.TtlAdvisor;
import java.util.concurrent.TimeUnit;

/**
 * Write-time expiry by the TTL in force: an entry that is created or updated gets what the advisor says at that moment,
 * and keeps it. A read never extends it, and a TTL that changes later leaves it alone (SPEC §1, §10).
 *
 * <p>Thread-safe. Caffeine asks on the thread that writes, inside the write: the cost is that of {@link
 * TtlAdvisor#ttlMillis} and of the key's {@code hashCode}. TTLs beyond 2⁶³ − 1 ns, 292 years, are held there; Caffeine
 * itself holds them at half of that.
 *
 * @param <K> the cache's keys
 * @param <V> the cache's values
 */
public final class AdvisedExpiry<K, V> implements Expiry<K, V> {
    private final TtlAdvisor advisor;

    private AdvisedExpiry(TtlAdvisor advisor) {
        this.advisor = advisor;
    }

    /** Expiry by what {@code advisor} says. */
    public static <K, V> AdvisedExpiry<K, V> by(TtlAdvisor advisor) {
        return new AdvisedExpiry<>(advisor);
    }

    /** The TTL that the advisor gives this key now, in nanoseconds. */
    @Override
    public long expireAfterCreate(K key, V value, long currentTime) {
        return ttlNanos(key);
    }

    /** The TTL that the advisor gives this key now, in nanoseconds, whatever was left of the old one. */
    @Override
    public long expireAfterUpdate(K key, V value, long currentTime, long currentDuration) {
        return ttlNanos(key);
    }

    /** What is left, unchanged. */
    @Override
    public long expireAfterRead(K key, V value, long currentTime, long currentDuration) {
        return currentDuration;
    }

    private long ttlNanos(K key) {
        return TimeUnit.MILLISECONDS.toNanos(advisor.ttlMillis(spread(key.hashCode())));
    }

    /**
     * Spreads 32 bits over 64, one to one, so that keys with neighbouring hash codes, such as {@code "user:1"} and {@code
     * "user:2"}, do not get neighbouring jitter. The mixing function of SplittableRandom: G. Steele, D. Lea, C. Flood,
     * "Fast splittable pseudorandom number generators", OOPSLA 2014, with the constants of D. Stafford's variant 13.
     */
    static long spread(int hashCode) {
        long mixed = hashCode;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
