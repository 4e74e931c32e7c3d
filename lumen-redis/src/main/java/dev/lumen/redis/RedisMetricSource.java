package dev.lumen.redis;

import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.TtlSpread;
import dev.lumen.redis.info.Totals;
import dev.lumen.redis.link.RedisAccess;
import dev.lumen.redis.link.RedisLinks;
import dev.lumen.redis.sample.KeySample;
import dev.lumen.redis.sample.OwnLookups;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Reads a Redis or Valkey server, or all masters of a cluster as one: counters since the servers started, memory, eviction
 * policy, keys, and a sample of the keys where one is wanted. Everything of one node comes in one pipelined round trip of two or
 * three commands.
 *
 * <p>Readings are cumulative. Their epoch is made of the {@code run_id} of every server that answered: after a restart, a
 * failover, a reset of the counters, or when another set of masters answers, the next reading begins a new window. A cluster
 * of which some masters do not answer is read from the others, and {@link #notices()} says how much of it that is.
 *
 * <p>Used bytes are those that count against {@code maxmemory}, and held at it; without a {@code maxmemory} the capacity is
 * absent. The hit counters of {@code INFO} are the server's, over all of its databases and clients, and take in {@code EXISTS}
 * and its like. So the counts of a recorder win where there is one ({@link RedisMetricSourceBuilder#lookups}), and a server
 * that holds several caches tells no hits and misses ({@link RedisMetricSourceBuilder#holdsSeveralCaches}).
 *
 * <p>{@link #read} returns or throws within the time limit, whatever the servers do, and is to be called by one thread at a
 * time; {@link #close()} may come from any. A connection that fails is made anew by the next reading.
 */
public final class RedisMetricSource implements MetricSource, AutoCloseable {
    private final String name;
    private final RedisLinks links;
    private final NodeReader reader;
    private final Sampling sampling;
    private final Optional<Supplier<Lookups>> recorded;
    /** Where something of this process counts beside the servers, which begins anew with the process. */
    private final String counting;

    private final boolean severalCaches;
    private final LatencySources latency;
    private final Optional<TtlAdvisor> advisor;
    private final InstantSource clock;
    private volatile List<String> notices = List.of();

    RedisMetricSource(RedisMetricSourceBuilder builder, RedisLinks links) {
        this.name = builder.name.orElse("Redis at " + links.access());
        this.links = links;
        this.recorded = builder.recorded;
        OwnLookups own = new OwnLookups();
        this.reader = new NodeReader(links, builder.timeLimit, own);
        this.sampling = new Sampling(links, builder.sampling, builder.clock, own);
        this.counting = builder.sampling.isPresent() || recorded.isPresent() ? "+" + UUID.randomUUID() : "";
        this.severalCaches = builder.severalCaches;
        this.latency = new LatencySources(builder.latency);
        this.advisor = builder.advisor;
        this.clock = builder.clock;
    }

    /** A source of what {@code access} leads to. */
    public static RedisMetricSourceBuilder of(RedisAccess access) {
        return new RedisMetricSourceBuilder(access);
    }

    /**
     * Reads the servers now, and takes a sample of the keys if it is time for one.
     *
     * @throws IOException if no server answers within the time limit; says which and why
     */
    @Override
    public Reading read(CacheName cache) throws Exception {
        NodeReader.Round round = reader.read();
        Totals totals = round.totals();
        Optional<KeySample> sample = sampling.latest(round);
        Gauges.Builder gauges = totals.gauges();
        round.clusterDown().ifPresent(gauges::refusal);
        latency.p95(round).ifPresent(gauges::p95Latency);
        advisor.ifPresent(known -> gauges.ttl(known.inForce()));
        sample.ifPresent(seen -> add(seen, gauges));
        notices = Notices.of(round, sample, reader.capabilities(), severalCaches && recorded.isEmpty());
        return new Reading.Cumulative(
                clock.instant(), round.epoch() + counting, lookups(totals), totals.removals(), gauges.build());
    }

    private static void add(KeySample seen, Gauges.Builder gauges) {
        seen.withoutTtl().ifPresent(gauges::shareWithoutTtl);
        seen.timeLeftMillis()
                .ifPresent(millis -> gauges.timeLeft(new TtlSpread(
                        Duration.ofMillis(millis.p10()),
                        Duration.ofMillis(millis.p50()),
                        Duration.ofMillis(millis.p90()))));
    }

    private Lookups lookups(Totals totals) {
        return recorded.map(Supplier::get).orElseGet(() -> severalCaches ? Lookups.unknown() : totals.lookups());
    }

    @Override
    public String name() {
        return name;
    }

    /** What the last reading means, in sentences: the policy, what a full server will do, who did not answer, what is refused. */
    @Override
    public List<String> notices() {
        return notices;
    }

    /** The last sample of the keys; absent where none is wanted, or none was taken yet. */
    public Optional<KeySample> sample() {
        return sampling.last();
    }

    /** What the servers refuse this user, each with their reason; empty before the first reading. */
    public Map<RedisCapability, String> refused() {
        return reader.capabilities().refusals();
    }

    /** Closes the connections, and the client where it is Lumen's own; returns within about two seconds. */
    @Override
    public void close() {
        links.close();
    }
}
