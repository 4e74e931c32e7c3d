package dev.lumen.examples.demo;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.ByteSize;
import dev.lumen.caffeine.AdvisedCache;
import dev.lumen.caffeine.LumenCaffeine;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.core.profile.AccessProfile;
import java.time.Duration;
import java.util.Optional;

/**
 * The service: it answers requests from a Caffeine cache, and asks the backend for what is not there. All on one thread
 * and in virtual time; the cache's upkeep runs on that thread, too.
 *
 * <p>The traffic of a seed is the same in every run. The figures are the same but for a trifle where the cache evicts:
 * against attacks by hash collision Caffeine lets in, by chance, one in 128 of the popular entries that it would turn
 * away, and draws that chance from where no seed reaches.
 */
final class CachedService {
    static final CacheName NAME = CacheName.of("search-results");

    private static final double NANOS_PER_HOUR = 3.6e12;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final VirtualClock clock = new VirtualClock();
    private final Traffic traffic;
    private final TtlInForce ttl;
    private final AdvisedCache<Long, Answer> cache;
    private final Optional<AccessProfile> profile;
    private long next;
    private long requests;
    private long hits;
    private long staleHits;

    CachedService(Scenario scenario, Setting setting) {
        this(scenario, setting, Optional.empty());
    }

    /** A service whose accesses {@code profile} learns from. */
    CachedService(Scenario scenario, Setting setting, Optional<AccessProfile> profile) {
        this.profile = profile;
        traffic = new Traffic(scenario.workload(), scenario.seed());
        next = traffic.next();
        ttl = new TtlInForce(NAME, scenario.bounds().ttl());
        ttl.set(setting.ttl());
        cache = LumenCaffeine.advised(
                Caffeine.newBuilder().ticker(clock).executor(Runnable::run),
                ttl,
                (Long key, Answer answer) -> answer.bytes(),
                setting.size(),
                clock);
    }

    /** Serves for {@code length} and returns what came of it. */
    Hour serve(Duration length) {
        requests = 0;
        hits = 0;
        staleHits = 0;
        long end = clock.read() + length.toNanos();
        for (; next < end; next = traffic.next()) {
            clock.advanceTo(next);
            answer(traffic.item());
        }
        clock.advanceTo(end);
        return new Hour(requests, hits, staleHits, setting().size().megabytes() * length.toNanos() / NANOS_PER_HOUR);
    }

    private void answer(Item item) {
        int version = item.versionAt(next);
        profile.ifPresent(learning ->
                learning.access(next / NANOS_PER_MILLI, AccessProfile.mix(item.key()), item.bytes(), version));
        Answer cached = cache.cache().getIfPresent(item.key());
        requests++;
        if (cached == null) {
            cache.cache().put(item.key(), new Answer(version, item.bytes()));
            return;
        }
        hits++;
        if (cached.version() != version) {
            staleHits++;
        }
    }

    VirtualClock clock() {
        return clock;
    }

    TtlInForce ttl() {
        return ttl;
    }

    AdvisedCache<Long, Answer> cache() {
        return cache;
    }

    /** TTL and size in force. */
    Setting setting() {
        long capacity = cache.cache().policy().eviction().orElseThrow().getMaximum();
        return new Setting(ttl.inForce(), ByteSize.ofBytes(capacity));
    }

    /**
     * What the backend answered.
     *
     * @param version the version that was current then
     * @param bytes its size
     */
    record Answer(int version, int bytes) {}
}
