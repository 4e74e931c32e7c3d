package dev.lumen.examples.redisdemo;

import dev.lumen.api.act.RunLease;
import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.core.OrchestratorBuilder;
import dev.lumen.core.cache.CacheThresholds;
import dev.lumen.core.govern.DirectSteering;
import dev.lumen.core.govern.FleetTtl;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.core.profile.ProfileGrid;
import dev.lumen.core.profile.ProfileRecorder;
import dev.lumen.core.ttl.ProfiledTtlPolicy;
import dev.lumen.core.ttl.TtlRules;
import dev.lumen.redis.RedisMetricSource;
import dev.lumen.redis.fleet.FleetRedis;
import dev.lumen.redis.fleet.RedisFleet;
import dev.lumen.redis.link.RedisAccess;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What a host that caches on Redis has around its cache. The <em>service</em>: an advisor that follows the fleet's TTL, and a
 * recorder. The <em>leader</em>: an orchestrator that reads the server, and steering that publishes what it advises. The two meet
 * on the server alone, over connections of their own, as they would in two JVMs.
 */
final class SteeredRedis implements AutoCloseable {
    static final CacheName NAME = CacheName.of("items");

    /** What a fleet keeps on the server for a cache, see {@code docs/redis.md}. */
    private static final List<String> FLEET_KEYS = List.of("ttl", "token", "lease");

    private static final ByteSize STATE_LIMIT = ByteSize.ofMegabytes(1);
    private static final int TTLS = 12;
    private static final double SCALE = 1000;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final TtlInForce serviceTtl;
    private final ProfileRecorder recorder;
    private final RedisMetricSource source;
    private final FeedbackOrchestrator orchestrator;
    private final DirectSteering steering;

    SteeredRedis(RedisScenario scenario, RedisURI uri, String prefix, List<FeedbackSink> sinks) {
        serviceTtl = ttl(scenario.bounds());
        follow(uri, prefix);
        ExecutorService upkeep = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "lumen-demo-recorder");
            thread.setDaemon(true);
            return thread;
        });
        opened(upkeep::shutdownNow);
        recorder = ProfileRecorder.of(grid(scenario.bounds()), STATE_LIMIT, Optional.empty(), upkeep);
        source = opened(RedisMetricSource.of(RedisAccess.to(uri))
                .lookups(() -> Lookups.counted(recorder.hits(), recorder.misses()))
                .advisor(serviceTtl)
                .build());
        RedisFleet fleet = fleet(uri, prefix);
        RunLease lease = opened(fleet.lease(Duration.ofMinutes(2)));
        TtlChannel channel = opened(fleet.ttlChannel());
        FleetTtl leaderTtl = opened(FleetTtl.join(ttl(scenario.bounds()), channel, lease));
        orchestrator = opened(orchestrator(scenario, leaderTtl, lease, sinks));
        steering = new DirectSteering(DirectSteering.Levers.TTL, leaderTtl, size -> {
            throw new IllegalStateException("the size is not steered here");
        });
    }

    private static TtlInForce ttl(TtlBounds bounds) {
        return new TtlInForce(NAME, bounds, Ratio.ofPercent(10));
    }

    private static ProfileGrid grid(TtlBounds bounds) {
        List<Optional<Duration>> ttls =
                ProfileGrid.spanning(bounds, SizeBounds.DEFAULT, TTLS, 1).ttls();
        return new ProfileGrid(ttls, List.of(Optional.empty()));
    }

    private RedisFleet fleet(RedisURI uri, String prefix) {
        return RedisFleet.of(opened(FleetRedis.own(uri)), NAME).prefix(prefix);
    }

    private void follow(RedisURI uri, String prefix) {
        RedisFleet fleet = fleet(uri, prefix);
        RunLease none = opened(fleet.lease(Duration.ofMinutes(2)));
        TtlChannel channel = opened(fleet.ttlChannel());
        opened(FleetTtl.join(serviceTtl, channel, none));
    }

    private OrchestratorBuilder builder(RedisScenario scenario) {
        return FeedbackOrchestrator.builder(NAME)
                .source(source)
                .surface(() -> Optional.<HitRatioSurface>of(recorder.surface()))
                .ttlPolicy(new ProfiledTtlPolicy(scaled(TtlRules.DEFAULT)))
                .thresholds(scaled(CacheThresholds.DEFAULT))
                .ttlBounds(scenario.bounds())
                .prices(scenario.prices())
                .staleness(scenario.staleness())
                .overrides(Overrides.NONE::withSizeLocked)
                .clock(() -> Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    private FeedbackOrchestrator orchestrator(
            RedisScenario scenario, FleetTtl leader, RunLease lease, List<FeedbackSink> sinks) {
        OrchestratorBuilder builder = builder(scenario).fleetTtl(leader).lease(lease);
        sinks.forEach(builder::sink);
        return builder.build();
    }

    /** The guide's steps, with milliseconds for seconds. */
    private static TtlRules scaled(TtlRules rules) {
        return new TtlRules(
                rules.lowHitRatio(),
                rules.highHitRatio(),
                rules.memoryPressure(),
                rules.looseMemory(),
                rules.highEvictionsPerHour() * SCALE,
                rules.risingCostPercent(),
                rules.aggressiveStep().dividedBy((long) SCALE),
                rules.moderateStep().dividedBy((long) SCALE),
                rules.conservativeStep().dividedBy((long) SCALE),
                rules.forcedStrategy(),
                rules.strongestStrategy());
    }

    private static CacheThresholds scaled(CacheThresholds thresholds) {
        return new CacheThresholds(
                thresholds.goodHitRatio(),
                thresholds.badHitRatio(),
                thresholds.poorHitRatio(),
                thresholds.failedHitRatio(),
                thresholds.goodMemory(),
                thresholds.fairMemory(),
                thresholds.goodLatency(),
                thresholds.badLatency(),
                thresholds.goodEvictionsPerHour() * SCALE,
                thresholds.badEvictionsPerHour() * SCALE,
                scaled(thresholds.goodTtlSeconds()),
                scaled(thresholds.fairTtlSeconds()),
                thresholds.minRequests());
    }

    private static CacheThresholds.Band scaled(CacheThresholds.Band seconds) {
        return new CacheThresholds.Band(seconds.low() / SCALE, seconds.high() / SCALE);
    }

    /** What the service asks on every put. */
    TtlInForce ttl() {
        return serviceTtl;
    }

    /** What the service tells of every look-up. */
    ProfileRecorder recorder() {
        return recorder;
    }

    /** Runs the loop once, and publishes what it advises; empty where that is nothing. */
    Optional<TtlMove> run() throws Exception {
        Duration before = serviceTtl.inForce();
        UnifiedFeedback feedback = orchestrator.run();
        long published = System.nanoTime();
        if (steering.apply(feedback) == CacheAction.MAINTAIN) {
            return Optional.empty();
        }
        Duration reached = reached(before, published);
        return Optional.of(TtlMove.of(feedback, before, serviceTtl.inForce(), reached));
    }

    UnifiedFeedback latest() {
        return orchestrator.run();
    }

    /** How long the new TTL took to the service. */
    private Duration reached(Duration before, long published) throws InterruptedException {
        Duration wait = RedisFleet.POLLING.plusSeconds(1);
        while (serviceTtl.inForce().equals(before) && System.nanoTime() - published < wait.toNanos()) {
            Thread.sleep(1);
        }
        return Duration.ofNanos(System.nanoTime() - published);
    }

    /** The keys that a fleet under {@code prefix} leaves on the server. */
    static List<String> keysLeft(String prefix) {
        return FLEET_KEYS.stream()
                .map(what -> prefix + ":{" + NAME + "}:" + what)
                .toList();
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    /** Ends every part, the last one first. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                // Each of them ends by itself then, with the JVM or by time.
            }
        }
    }
}
