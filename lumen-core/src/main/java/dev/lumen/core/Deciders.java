package dev.lumen.core;

import dev.lumen.api.advise.AccessEvidence;
import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeContext;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.advise.TtlContext;
import dev.lumen.api.gate.GateComponent;
import dev.lumen.api.gate.GateInputs;
import dev.lumen.api.gate.GateScore;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.collect.Guard;
import dev.lumen.core.state.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Executor;

/** Asks the TTL policy, the size optimizer and the gate, all at once: one that hangs costs its own part and no other. */
final class Deciders {
    private final Settings.Decisions settings;
    private final Guard ttlPolicy;
    private final Guard sizeOptimizer;
    private final Guard gate;

    Deciders(Settings.Decisions settings, Executor threads) {
        this.settings = settings;
        this.ttlPolicy = new Guard("TTL policy", threads);
        this.sizeOptimizer = new Guard("size optimizer", threads);
        this.gate = new Guard("gate", threads);
    }

    Decided ask(Situation situation, Answers answers) {
        Optional<CacheMetrics> trusted = situation.cache().trusted();
        Optional<Guard.Pending<TtlAdjustment>> ttl =
                trusted.map(metrics -> ttlPolicy.start(() -> ttlAdvice(situation)));
        Optional<Guard.Pending<CacheSizeAdjustment>> size = trusted.flatMap(
                        metrics -> metrics.gauges().capacity())
                .filter(capacity -> capacity.bytes() > 0)
                .map(capacity -> sizeOptimizer.start(() -> sizeAdvice(situation, capacity)));
        Guard.Pending<GateScore> score = gate.start(() -> settings.gate().score(gateInputs(situation)));
        return new Decided(
                ttl.flatMap(call -> answers.of(ttlPolicy, call, Patience.DECISIONS)),
                size.flatMap(call -> answers.of(sizeOptimizer, call, Patience.DECISIONS)),
                answers.of(gate, score, Patience.DECISIONS));
    }

    private TtlAdjustment ttlAdvice(Situation situation) {
        return settings.ttlPolicy()
                .recommend(TtlContext.builder(situation.cache(), situation.health(), situation.ttl())
                        .bounds(settings.ttlBounds())
                        .overrides(situation.host().overrides())
                        .prices(settings.prices())
                        .costTrendPercent(situation.host().costTrendPercent())
                        .evidence(evidence(
                                situation,
                                situation
                                        .cache()
                                        .trusted()
                                        .flatMap(metrics -> metrics.gauges().capacity())))
                        .history(situation
                                .state()
                                .experience(settings.thresholds().minRequests()))
                        .build());
    }

    private CacheSizeAdjustment sizeAdvice(Situation situation, ByteSize capacity) {
        return settings.sizeOptimizer()
                .recommend(SizeContext.builder(situation.cache(), situation.health(), capacity)
                        .bounds(settings.sizeBounds())
                        .grid(settings.sizeGrid())
                        .overrides(situation.host().overrides())
                        .prices(settings.prices())
                        .usageTrendPerDay(situation.state().usageTrendPerDay())
                        .evidence(evidence(situation, Optional.of(capacity)))
                        .build());
    }

    /** A lever that a person holds has no room to move. */
    private Optional<AccessEvidence> evidence(Situation situation, Optional<ByteSize> size) {
        Overrides overrides = situation.host().overrides();
        Duration ttl = overrides.ttl().orElse(situation.ttl());
        boolean sizeStays = overrides.sizeLocked() && size.isPresent();
        return situation
                .host()
                .surface()
                .map(surface -> new AccessEvidence(
                        surface,
                        ttl,
                        overrides.ttl().isPresent() ? new TtlBounds(ttl, ttl, ttl) : settings.ttlBounds(),
                        size.filter(capacity -> capacity.bytes() > 0),
                        sizeStays ? new SizeBounds(size.get(), size.get()) : settings.sizeBounds(),
                        settings.sizeGrid(),
                        settings.staleness()));
    }

    private static GateInputs gateInputs(Situation situation) {
        Optional<CacheMetrics> trusted = situation.cache().trusted();
        OptionalDouble ratio = trusted.map(CacheMetrics::hitRatio).orElse(OptionalDouble.empty());
        OptionalDouble score = situation.health() == CacheHealth.UNKNOWN || ratio.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(100 * ratio.getAsDouble());
        return new GateInputs(
                Map.of(GateComponent.CACHE, score),
                Optional.of(trusted.isPresent() ? situation.health() : CacheHealth.UNKNOWN),
                Optional.empty(),
                List.of());
    }

    /** What is known when it is time to decide. */
    record Situation(
            Observation<CacheMetrics> cache, CacheHealth health, Duration ttl, Host.Says host, RunState state) {}

    /** What was decided; each part is absent where there was nothing to decide or no answer. */
    record Decided(Optional<TtlAdjustment> ttl, Optional<CacheSizeAdjustment> size, Optional<GateScore> score) {}
}
