package dev.lumen.core;

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
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.state.StateStore;
import dev.lumen.core.cache.CacheThresholds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** What a host configured: one orchestrator's immutable copy of its builder. */
record Settings(
        CacheName cache,
        List<MetricSource> sources,
        Optional<MetricSource> fallback,
        Limits limits,
        Decisions decisions,
        Supplier<Optional<Duration>> ttlInForce,
        Supplier<OptionalDouble> costTrendPercent,
        Supplier<Optional<HitRatioSurface>> surface,
        StateStore store,
        List<FeedbackSink> sinks,
        InstantSource clock) {

    /** How long things may take, and how old they may be. */
    record Limits(Duration run, Duration source, Duration oldest) {}

    /** What decides, and within what. */
    record Decisions(
            CacheThresholds thresholds,
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
