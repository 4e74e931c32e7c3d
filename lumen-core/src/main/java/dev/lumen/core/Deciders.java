package dev.lumen.core;

import dev.lumen.api.advise.AccessEvidence;
import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeContext;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.advise.TtlContext;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.gate.GateComponent;
import dev.lumen.api.gate.GateInputs;
import dev.lumen.api.gate.GateScore;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.signal.CostRhythm;
import dev.lumen.api.signal.Maturity;
import dev.lumen.api.signal.RhythmState;
import dev.lumen.api.signal.Roi;
import dev.lumen.api.signal.SloReport;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.collect.Guard;
import dev.lumen.core.collect.Guards;
import dev.lumen.core.profile.EvictionCorrection;
import dev.lumen.core.state.RunState;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Asks the TTL policy, the size optimizer and the gate, all at once: one that hangs costs its own part and no other. */
final class Deciders {
    private final Settings.Decisions settings;
    private final List<Settings.Unavailable> unavailable;
    private final Settings.Service service;
    private final boolean cacheConfigured;
    private final Guard ttlPolicy;
    private final Guard sizeOptimizer;
    private final Guard gate;

    Deciders(Settings settings, Guards guards) {
        this.settings = settings.decisions();
        this.unavailable = settings.unavailable();
        this.service = settings.service();
        this.cacheConfigured = settings.cacheConfigured();
        this.ttlPolicy = guards.of("TTL policy");
        this.sizeOptimizer = guards.of("size optimizer");
        this.gate = guards.of("gate");
    }

    Decided ask(Situation situation, Answers answers) {
        Optional<CacheMetrics> trusted = situation.cache().trusted();
        Optional<Guard.Pending<TtlAdjustment>> ttl =
                trusted.map(metrics -> ttlPolicy.start(() -> ttlAdvice(situation)));
        Optional<Guard.Pending<CacheSizeAdjustment>> size = trusted.flatMap(
                        metrics -> metrics.gauges().capacity())
                .filter(capacity -> capacity.bytes() > 0)
                .map(capacity -> sizeOptimizer.start(() -> sizeAdvice(situation, capacity)));
        Guard.Pending<GateScore> score = gate.start(() -> scored(situation));
        return new Decided(
                ttl.flatMap(call -> answers.of(ttlPolicy, call, Patience.DECISIONS)),
                size.flatMap(call -> answers.of(sizeOptimizer, call, Patience.DECISIONS)),
                answers.of(gate, score, Patience.DECISIONS));
    }

    private TtlAdjustment ttlAdvice(Situation situation) {
        Optional<ByteSize> capacity =
                situation.cache().trusted().flatMap(metrics -> metrics.gauges().capacity());
        TtlContext context = TtlContext.builder(situation.cache(), situation.health(), situation.ttl())
                .bounds(settings.ttlBounds())
                .overrides(situation.host().overrides())
                .prices(settings.prices())
                .costTrendPercent(costTrend(situation))
                .evidence(evidence(situation, capacity))
                .history(situation.state().experience(settings.minRequests()))
                .build();
        return Publishable.ttl(context, settings.ttlPolicy().recommend(context));
    }

    /** What the host says, else what its bill says. */
    private static OptionalDouble costTrend(Situation situation) {
        OptionalDouble said = situation.host().costTrendPercent();
        return said.isPresent()
                ? said
                : situation.service().costRhythm().map(CostRhythm::trendPercent).orElse(OptionalDouble.empty());
    }

    private CacheSizeAdjustment sizeAdvice(Situation situation, ByteSize capacity) {
        SizeContext context = SizeContext.builder(situation.cache(), situation.health(), capacity)
                .bounds(settings.sizeBounds())
                .grid(settings.sizeGrid())
                .overrides(situation.host().overrides())
                .prices(settings.prices())
                .usageTrendPerDay(situation.state().usageTrendPerDay())
                .evidence(evidence(situation, Optional.of(capacity)))
                .build();
        return Publishable.size(context, settings.sizeOptimizer().recommend(context));
    }

    /** A lever that a person holds has no room to move. */
    private Optional<AccessEvidence> evidence(Situation situation, Optional<ByteSize> size) {
        Overrides overrides = situation.host().overrides();
        Duration ttl = overrides.ttl().orElse(situation.ttl());
        boolean sizeStays = overrides.sizeLocked() && size.isPresent();
        return situation.host().surface().map(lru -> {
            Optional<EvictionCorrection> corrected = size.flatMap(capacity ->
                    EvictionCorrection.of(lru, capacity, situation.state().experience(settings.minRequests())));
            return new AccessEvidence(
                    corrected.map(HitRatioSurface.class::cast).orElse(lru),
                    ttl,
                    overrides.ttl().isPresent() ? new TtlBounds(ttl, ttl, ttl) : settings.ttlBounds(),
                    size.filter(capacity -> capacity.bytes() > 0),
                    sizeStays ? new SizeBounds(size.get(), size.get()) : settings.sizeBounds(),
                    settings.sizeGrid(),
                    settings.staleness(),
                    situation.host().latency(),
                    corrected.map(Deciders::remark).stream().toList());
        });
    }

    private static Reason remark(EvictionCorrection correction) {
        double spared = correction.spared();
        return Reason.of(
                String.format(
                        Locale.ROOT,
                        "beside evicting the least recently used, this cache %s %.0f %% of the misses by eviction",
                        spared >= 0 ? "spares" : "adds",
                        100 * Math.abs(spared)),
                spared);
    }

    private GateScore scored(Situation situation) {
        GateInputs inputs = gateInputs(situation);
        return Publishable.gate(inputs, settings.gate().score(inputs));
    }

    private GateInputs gateInputs(Situation situation) {
        Optional<SloReport> slo = situation.service().slo();
        return new GateInputs(
                scores(situation),
                cacheConfigured
                        ? Optional.of(
                                situation.cache().trusted().isPresent() ? situation.health() : CacheHealth.UNKNOWN)
                        : Optional.empty(),
                rhythm(situation),
                slo.map(SloReport::unmet).stream()
                        .flatMap(List::stream)
                        .filter(SloReport.Objective::key)
                        .map(SloReport.Objective::name)
                        .toList(),
                // Where none was measured, the component lacks a score, which says the same.
                slo.filter(report -> report.complianceScore().isPresent()).map(SloReport::unmeasured).stream()
                        .flatMap(List::stream)
                        .map(Service::notMeasured)
                        .toList());
    }

    /** Of what is configured; empty where it could not be had. */
    private Map<GateComponent, OptionalDouble> scores(Situation situation) {
        Service.Says said = situation.service();
        Map<GateComponent, OptionalDouble> scores = new EnumMap<>(GateComponent.class);
        unavailable.forEach(part -> part.component().ifPresent(name -> scores.put(name, OptionalDouble.empty())));
        if (service.roiWeighed()) {
            scores.put(GateComponent.ROI, score(situation.roi().map(Roi::score)));
        }
        if (service.slo().isPresent()) {
            scores.put(
                    GateComponent.SLO,
                    said.slo().map(SloReport::complianceScore).orElse(OptionalDouble.empty()));
        }
        if (service.maturity().isPresent()) {
            scores.put(GateComponent.MATURITY, score(said.maturity().map(Maturity::score)));
        }
        if (cacheConfigured) {
            OptionalDouble ratio =
                    situation.cache().trusted().map(CacheMetrics::hitRatio).orElse(OptionalDouble.empty());
            boolean known = situation.health() != CacheHealth.UNKNOWN && ratio.isPresent();
            scores.put(
                    GateComponent.CACHE, known ? OptionalDouble.of(100 * ratio.getAsDouble()) : OptionalDouble.empty());
        }
        return scores;
    }

    private static OptionalDouble score(Optional<Double> score) {
        return score.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    /** Absent where no bill is configured. */
    private Optional<RhythmState> rhythm(Situation situation) {
        boolean configured = service.cost().isPresent()
                || unavailable.stream().anyMatch(part -> part.component().isEmpty());
        return configured
                ? Optional.of(
                        situation.service().costRhythm().map(CostRhythm::state).orElse(RhythmState.UNKNOWN))
                : Optional.empty();
    }

    /** What is known when it is time to decide. */
    record Situation(
            Observation<CacheMetrics> cache,
            CacheHealth health,
            Duration ttl,
            Host.Says host,
            Service.Says service,
            Optional<Roi> roi,
            RunState state) {}

    /** What was decided; each part is absent where there was nothing to decide or no answer. */
    record Decided(Optional<TtlAdjustment> ttl, Optional<CacheSizeAdjustment> size, Optional<GateScore> score) {}
}
