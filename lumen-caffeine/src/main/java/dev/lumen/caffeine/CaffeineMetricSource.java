package dev.lumen.caffeine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Policy;
import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Reads a Caffeine cache: its counters since it was built, and what it holds now.
 *
 * <p>Used and capacity are there for a cache with a weigher, which must weigh in bytes. They are absent for one without,
 * since its maximum counts entries. The 95th percentile of the latency is always absent: Caffeine does not measure
 * look-ups.
 *
 * <p>Thread-safe. Each instance is an epoch of its own, so that a new one never seems to go on where another one, or the
 * process before a restart, left off.
 */
public final class CaffeineMetricSource implements MetricSource {
    private final Cache<?, ?> cache;
    private final CauseCountingStats stats;
    private final TtlAdvisor advisor;
    private final InstantSource clock;
    private final String epoch = UUID.randomUUID().toString();

    private CaffeineMetricSource(Cache<?, ?> cache, CauseCountingStats stats, TtlAdvisor advisor, InstantSource clock) {
        this.cache = cache;
        this.stats = stats;
        this.advisor = advisor;
        this.clock = clock;
    }

    /**
     * A source for {@code cache}, under the name that {@code advisor} calls it.
     *
     * @param cache the cache to read, built with {@code recordStats(() -> stats)}
     * @param stats the counter that the cache was built with
     * @param advisor knows the cache's name and its TTL in force
     * @param clock the time of each reading: wall-clock time, apart from the cache's ticker
     * @throws IllegalArgumentException if the cache records no statistics
     */
    public static CaffeineMetricSource of(
            Cache<?, ?> cache, CauseCountingStats stats, TtlAdvisor advisor, InstantSource clock) {
        if (!cache.policy().isRecordingStats()) {
            throw Require.refused(
                    "statistics of cache " + advisor.cache(),
                    "off",
                    "a cache built with recordStats(() -> stats), with the CauseCountingStats given here");
        }
        return new CaffeineMetricSource(cache, stats, advisor, clock);
    }

    /**
     * Reads the cache now.
     *
     * <p>It first has the cache do its pending work on this thread ({@link Cache#cleanUp()}): what was written is weighed,
     * what is expired or too much goes. So the gauges are settled, except that an entry whose time was up within about the
     * last second may still count, as Caffeine's timer is that coarse. The cost grows with the work pending, not with the
     * entries held; other threads go on, and wait only where their writes overflow Caffeine's buffer meanwhile. Listeners
     * of the cache's evictions run on this thread.
     *
     * @throws IllegalArgumentException if {@code name} is another cache's
     */
    @Override
    public Reading read(CacheName name) {
        if (!name.equals(advisor.cache())) {
            throw Require.refused("cache name", name, "the cache that this source reads, " + advisor.cache());
        }
        cache.cleanUp();
        return new Reading.Cumulative(
                clock.instant(),
                epoch,
                Lookups.counted(stats.hits(), stats.misses()),
                Removals.of(stats.evictions(), stats.expirations()),
                gauges());
    }

    private Gauges gauges() {
        Gauges.Builder gauges = Gauges.builder().keys(cache.estimatedSize()).ttl(advisor.inForce());
        cache.policy().eviction().filter(Policy.Eviction::isWeighted).ifPresent(bound -> addSizes(bound, gauges));
        return gauges.build();
    }

    /**
     * Adds used and capacity. Caffeine weighs a new entry first and makes room right after, so a thread that puts at this
     * moment can have it show more than its maximum; that is held at the maximum, where the cache is about to be again.
     */
    private static void addSizes(Policy.Eviction<?, ?> bound, Gauges.Builder gauges) {
        ByteSize used = ByteSize.ofBytes(bound.weightedSize().orElse(0));
        ByteSize capacity = ByteSize.ofBytes(bound.getMaximum());
        gauges.used(used.min(capacity)).capacity(capacity);
    }
}
