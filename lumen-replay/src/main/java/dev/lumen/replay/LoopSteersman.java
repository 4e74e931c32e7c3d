package dev.lumen.replay;

import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeGrid;
import dev.lumen.api.advise.Staleness;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.core.OrchestratorBuilder;
import dev.lumen.core.govern.DirectSteering;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.core.profile.AccessProfile;
import dev.lumen.core.profile.ProfileGrid;
import dev.lumen.core.sizing.ProfiledSizeOptimizer;
import dev.lumen.core.ttl.ProfiledTtlPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The real loop around the reference cache: a {@link FeedbackOrchestrator} that reads it, in virtual time, and direct
 * steering that does what it advises. A lever that is to stay has bounds without room between them.
 */
final class LoopSteersman implements Steersman {
    private static final CacheName NAME = CacheName.of("replay");

    /** Far beyond what a run takes: a replay's result must not depend on how busy the machine is. */
    private static final Duration DEADLINE = Duration.ofHours(1);

    /** Whole KB: megabytes would be too coarse for a small trace. */
    private static final SizeGrid GRID = new SizeGrid(ByteSize.ofBytes(1024));

    /** The grid of a profile: where bounds leave no room, there is one. */
    private static final int TTLS = 10;

    private static final int SIZES = 12;

    private final ReferenceCache cache;
    private final Optional<AccessProfile> profile;
    private final TtlInForce ttl;
    private final DirectSteering steering;
    private final FeedbackOrchestrator orchestrator;
    private Instant now = Instant.EPOCH;

    LoopSteersman(ReferenceCache cache, ReplaySettings settings, ReplaySettings.Steered steered) {
        this.cache = cache;
        TtlBounds ttlBounds = ReplaySettings.ttlBounds(steered, settings.ttl());
        SizeBounds sizeBounds = ReplaySettings.sizeBounds(steered, settings.size());
        ttl = new TtlInForce(NAME, ttlBounds);
        ttl.set(settings.ttl().orElseThrow());
        steering = new DirectSteering(DirectSteering.Levers.BOTH, ttl, size -> cache.setCapacity(size.bytes()));
        MetricSource source = name -> reading();
        OrchestratorBuilder builder = FeedbackOrchestrator.builder(NAME)
                .source(source)
                .ttlInForce(ttl)
                .ttlBounds(ttlBounds)
                .sizeBounds(sizeBounds)
                .sizeGrid(GRID)
                .prices(new Prices(
                        Usd.of(settings.prices().apiCost()),
                        Usd.of(settings.prices().memoryCost())))
                .clock(() -> now)
                .deadline(DEADLINE)
                .sourceDeadline(DEADLINE);
        profile = steered instanceof ReplaySettings.Profiled profiled
                ? Optional.of(profile(profiled, ttlBounds, sizeBounds))
                : Optional.empty();
        if (steered instanceof ReplaySettings.Profiled profiled) {
            byEvidence(builder, profiled, settings.prices());
        }
        orchestrator = builder.build();
    }

    private static AccessProfile profile(ReplaySettings.Profiled profiled, TtlBounds ttlBounds, SizeBounds sizeBounds) {
        return new AccessProfile(
                ProfileGrid.spanning(ttlBounds, sizeBounds, TTLS, SIZES),
                profiled.recording().stateLimit(),
                profiled.recording().halfLife(),
                profiled.recording().seed());
    }

    private void byEvidence(OrchestratorBuilder builder, ReplaySettings.Profiled profiled, ReplayPrices prices) {
        builder.ttlPolicy(new ProfiledTtlPolicy().makingWay())
                .sizeOptimizer(new ProfiledSizeOptimizer())
                .staleness(new Staleness(Usd.of(prices.staleCost()), profiled.staleLimit()))
                .surface(() -> profile.map(AccessProfile::surface));
    }

    @Override
    public void see(TraceRow row) {
        if (profile.isPresent()) {
            long hash = TraceProfile.hash(row.key(), 0);
            profile.get().access(row.timestampMillis(), hash, row.sizeBytes(), Long.hashCode(row.version()));
        }
    }

    @Override
    public CacheAction act(long nowMillis) {
        now = Instant.ofEpochMilli(nowMillis);
        try {
            CacheAction done = steering.apply(orchestrator.run());
            cache.setTtl(ttl.inForce());
            return done;
        } catch (Exception e) {
            throw new IllegalStateException("the reference cache refused a size", e);
        }
    }

    private Reading reading() {
        CacheCounters counters = cache.counters();
        Gauges.Builder gauges = Gauges.builder()
                .used(ByteSize.ofBytes(cache.heldBytes()))
                .keys(cache.entries())
                .ttl(ttl.inForce());
        cache.capacityBytes().ifPresent(bytes -> gauges.capacity(ByteSize.ofBytes(bytes)));
        return new Reading.Cumulative(
                now,
                "replay",
                Lookups.counted(counters.hits().total(), counters.misses().total()),
                Removals.of(counters.removals().evictions(), counters.removals().expirations()),
                gauges.build());
    }

    @Override
    public void close() {
        orchestrator.close();
    }
}
