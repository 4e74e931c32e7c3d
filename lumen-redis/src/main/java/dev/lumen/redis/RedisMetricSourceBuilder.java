package dev.lumen.redis;

import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.units.Require;
import dev.lumen.redis.link.RedisAccess;
import dev.lumen.redis.link.RedisLinks;
import dev.lumen.redis.sample.SampleLimits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects what a {@link RedisMetricSource} needs to know; only where to read is a must. Not thread-safe. */
public final class RedisMetricSourceBuilder {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(3);

    private final RedisAccess access;
    Optional<String> name = Optional.empty();
    Duration timeLimit = TIME_LIMIT;
    Optional<SampleLimits> sampling = Optional.empty();
    Optional<Supplier<Lookups>> recorded = Optional.empty();
    Optional<LettuceLatency> latency = Optional.empty();
    Optional<TtlAdvisor> advisor = Optional.empty();
    boolean severalCaches;
    InstantSource clock = InstantSource.system();

    RedisMetricSourceBuilder(RedisAccess access) {
        this.access = Require.present("Redis access", access);
    }

    /** What reports call the source; {@code Redis at host:port} unless set. */
    public RedisMetricSourceBuilder name(String name) {
        this.name = Optional.of(Require.notBlank("name of the Redis source", name));
        return this;
    }

    /** How long a reading may take, connecting included; 3 s unless set. A sample of the keys takes its own time besides. */
    public RedisMetricSourceBuilder timeLimit(Duration limit) {
        this.timeLimit = Require.positive("time limit of a reading", limit);
        return this;
    }

    /** Has samples of the keys taken, as a part of the reading that is due; none are unless set. */
    public RedisMetricSourceBuilder sampling(SampleLimits limits) {
        this.sampling = Optional.of(Require.present("sample limits", limits));
        return this;
    }

    /**
     * Hits and misses counted by a recorder of this cache, which win over the server's own.
     *
     * @param counts so far, such as {@code () -> Lookups.counted(recorder.hits(), recorder.misses())}; called by {@code read}
     */
    public RedisMetricSourceBuilder lookups(Supplier<Lookups> counts) {
        this.recorded = Optional.of(Require.present("recorded look-ups", counts));
        return this;
    }

    /**
     * Says that the server holds other caches too. Its hits and misses then belong to none of them, and are absent; memory and
     * evictions, which the caches share, are not. With {@link #lookups} there are hits and misses again: this cache's own.
     */
    public RedisMetricSourceBuilder holdsSeveralCaches() {
        this.severalCaches = true;
        return this;
    }

    /** The latency that the host's own Lettuce client measures, which wins over the server's. */
    public RedisMetricSourceBuilder latency(LettuceLatency latency) {
        this.latency = Optional.of(Require.present("latency", latency));
        return this;
    }

    /** Knows the TTL in force, which the readings then carry. */
    public RedisMetricSourceBuilder advisor(TtlAdvisor advisor) {
        this.advisor = Optional.of(Require.present("TTL advisor", advisor));
        return this;
    }

    /** Tells the time of each reading; the system's unless set. */
    public RedisMetricSourceBuilder clock(InstantSource clock) {
        this.clock = Require.present("clock", clock);
        return this;
    }

    /** The source; nothing is opened before it is read. */
    public RedisMetricSource build() {
        return new RedisMetricSource(this, new RedisLinks(access));
    }
}
