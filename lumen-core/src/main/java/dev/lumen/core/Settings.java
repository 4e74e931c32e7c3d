package dev.lumen.core;

import dev.lumen.api.act.RunLease;
import dev.lumen.api.advise.LatencyLimit;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeGrid;
import dev.lumen.api.advise.SizeOptimizer;
import dev.lumen.api.advise.Staleness;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.advise.TtlPolicy;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.gate.GateCalculator;
import dev.lumen.api.gate.GateComponent;
import dev.lumen.api.grade.CacheGrader;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.signal.CostSource;
import dev.lumen.api.signal.MaturitySource;
import dev.lumen.api.signal.RhythmAnalyzer;
import dev.lumen.api.signal.SloSource;
import dev.lumen.api.state.StateStore;
import dev.lumen.core.govern.FleetTtl;
import dev.lumen.core.govern.Steward;
import dev.lumen.core.profile.FleetEvidence;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What a host configured: one orchestrator's immutable copy of its builder. */
record Settings(
        CacheName cache,
        List<MetricSource> sources,
        Optional<MetricSource> fallback,
        Limits limits,
        Decisions decisions,
        Service service,
        Supplier<Optional<Duration>> ttlInForce,
        Supplier<OptionalDouble> costTrendPercent,
        Supplier<Optional<HitRatioSurface>> surface,
        Supplier<Optional<LatencyLimit>> latencyLimit,
        StateStore store,
        Fleet fleet,
        Optional<Steward> steward,
        List<FeedbackSink> sinks,
        List<Unavailable> unavailable,
        Time time,
        Optional<Executor> executor) {

    /** Whether there is a cache to read, or only a service. */
    boolean cacheConfigured() {
        return !sources.isEmpty() || fallback.isPresent();
    }

    /** What many JVMs that share a cache share as well: who runs the loop, the TTL in force, and what all saw. */
    record Fleet(Optional<RunLease> lease, Optional<FleetTtl> ttl, Optional<FleetEvidence> evidence) {
        /** What its members do without now. */
        List<String> remarks() {
            List<String> remarks = new ArrayList<>();
            ttl.flatMap(FleetTtl::remark).ifPresent(remarks::add);
            evidence.flatMap(FleetEvidence::remark).ifPresent(remarks::add);
            return remarks;
        }
    }

    /** How long things may take, and how old they may be. */
    record Limits(Duration run, Duration source, Duration oldest) {}

    /** The wall clock, and the monotonic time in nanoseconds. */
    record Time(InstantSource clock, LongSupplier ticker) {}

    /** What the host has but Lumen cannot be told of, with the part of the gate that goes without; none for the bill. */
    record Unavailable(String name, String why, Optional<GateComponent> component) {}

    /** The service around the cache: where its state is read, and whether the gate weighs the return on the cache. */
    record Service(
            Optional<CostSource> cost,
            Optional<SloSource> slo,
            Optional<MaturitySource> maturity,
            RhythmAnalyzer rhythm,
            boolean roiWeighed) {}

    /** What decides, and within what. */
    record Decisions(
            long minRequests,
            CacheGrader grader,
            TtlPolicy ttlPolicy,
            SizeOptimizer sizeOptimizer,
            GateCalculator gate,
            TtlBounds ttlBounds,
            SizeBounds sizeBounds,
            SizeGrid sizeGrid,
            Prices prices,
            Staleness staleness,
            Supplier<Overrides> overrides) {}
}
