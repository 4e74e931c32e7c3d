package dev.lumen.micrometer;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.Confidence;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.feedback.Recommendation;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.gate.GateScore;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.signal.CostRhythm;
import dev.lumen.api.signal.Maturity;
import dev.lumen.api.signal.RhythmState;
import dev.lumen.api.signal.Roi;
import dev.lumen.api.signal.SloReport;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Seconds;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The values of the gauges, from a feedback: what it lacks is not among them. A pure function. */
final class FeedbackSamples {
    /** Objectives and dimensions that are shown: each makes several series, and a registry keeps every one. */
    private static final int MOST_NAMED = 100;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<MeterKey, Double> samples = new HashMap<>();

    private FeedbackSamples() {}

    /** Every gauge of {@code feedback} but its age. */
    static Map<MeterKey, Double> of(UnifiedFeedback feedback) {
        FeedbackSamples into = new FeedbackSamples();
        into.general(feedback);
        feedback.gate().ifPresent(into::gate);
        feedback.cache().ifPresent(into::cache);
        feedback.ttl().ifPresent(into::ttl);
        feedback.size().ifPresent(into::size);
        feedback.roi().ifPresent(into::roi);
        feedback.slo().ifPresent(into::slo);
        feedback.costRhythm().ifPresent(into::cost);
        feedback.maturity().ifPresent(into::maturity);
        return into.samples;
    }

    /** An enum constant as a tag's value. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Seconds since 1970. */
    static double seconds(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / NANOS_PER_SECOND;
    }

    private void general(UnifiedFeedback feedback) {
        oneOf(LumenMeter.SYSTEM_HEALTH, SystemHealth.values(), feedback.systemHealth());
        put(LumenMeter.MISSING, feedback.missing().size());
        for (Recommendation.Priority priority : Recommendation.Priority.values()) {
            long count = feedback.recommendations().stream()
                    .filter(advice -> advice.priority() == priority)
                    .count();
            put(LumenMeter.RECOMMENDATIONS, (double) count, word(priority));
        }
        Overrides overrides = feedback.overrides();
        put(LumenMeter.OVERRIDES, flag(overrides.ttl().isPresent()), "ttl");
        put(LumenMeter.OVERRIDES, flag(overrides.sizeLocked()), "size");
        put(LumenMeter.OVERRIDES, flag(overrides.optimizationDisabled()), "all");
    }

    private void gate(GateScore gate) {
        put(LumenMeter.GATE_SCORE, gate.score());
        put(LumenMeter.GATE_COVERAGE, gate.coverage());
        for (GateScore.Component component : gate.components()) {
            put(LumenMeter.COMPONENT_SCORE, component.score(), component.name());
            put(LumenMeter.COMPONENT_CONTRIBUTION, component.contribution(), component.name());
        }
    }

    private void cache(CacheFeedback cache) {
        oneOf(LumenMeter.CACHE_HEALTH, CacheHealth.values(), cache.health());
        oneOf(LumenMeter.CACHE_QUALITY, Quality.values(), cache.quality());
        put(LumenMeter.CACHE_METRICS_AGE, cache.age());
        if (cache.quality() != Quality.FALLBACK) {
            metrics(cache.metrics());
        }
    }

    private void metrics(CacheMetrics metrics) {
        put(LumenMeter.HIT_RATIO, metrics.hitRatio());
        put(LumenMeter.REQUESTS, metrics.requestsPerHour());
        put(LumenMeter.EVICTIONS, metrics.evictionsPerHour());
        Gauges gauges = metrics.gauges();
        gauges.keys().ifPresent(keys -> put(LumenMeter.KEYS, (double) keys));
        put(LumenMeter.P95, gauges.p95Latency());
        bytes(LumenMeter.MEMORY_USED, gauges.used());
        bytes(LumenMeter.MEMORY_CAPACITY, gauges.capacity());
        put(LumenMeter.MEMORY_USAGE, gauges.memoryUsage());
    }

    private void ttl(TtlAdjustment advice) {
        put(LumenMeter.TTL_CURRENT, Optional.of(advice.currentTtl()));
        put(LumenMeter.TTL_RECOMMENDED, Optional.of(advice.recommendedTtl()));
        advice(
                "ttl",
                advice.confidence(),
                advice.expectedCostChangeUsdPerMonth()
                        .map(change -> OptionalDouble.of(-change.value()))
                        .orElse(OptionalDouble.empty()));
    }

    private void size(CacheSizeAdjustment advice) {
        bytes(LumenMeter.SIZE_CURRENT, Optional.of(advice.currentSize()));
        bytes(LumenMeter.SIZE_RECOMMENDED, Optional.of(advice.recommendedSize()));
        put(LumenMeter.SIZE_ROI_SCORE, advice.roiScore());
        advice(
                "size",
                advice.confidence(),
                advice.netSavingUsdPerMonth()
                        .map(saving -> OptionalDouble.of(saving.amount()))
                        .orElse(OptionalDouble.empty()));
    }

    private void advice(String lever, Confidence confidence, OptionalDouble saving) {
        put(LumenMeter.ADVICE_CONFIDENCE, confidence.value(), lever);
        put(LumenMeter.ADVICE_SAVING, saving, lever);
    }

    private void roi(Roi roi) {
        put(LumenMeter.ROI_PERCENT, roi.percent());
        put(LumenMeter.ROI_SCORE, roi.score());
        put(LumenMeter.ROI_VALUE, roi.valueUsdPerMonth().amount());
        put(LumenMeter.ROI_COST, roi.costUsdPerMonth().amount());
    }

    private void slo(SloReport slo) {
        put(LumenMeter.SLO_COMPLIANCE, slo.complianceScore());
        for (SloReport.Objective objective : first(slo.objectives())) {
            String name = objective.name();
            put(LumenMeter.SLO_TARGET, objective.objective(), name);
            put(LumenMeter.SLO_ACTUAL, objective.actual(), name);
            objective.met().ifPresent(met -> put(LumenMeter.SLO_MET, flag(met), name));
            put(LumenMeter.SLO_BUDGET_LEFT, objective.errorBudgetLeft(), name);
            put(LumenMeter.SLO_BURN_RATE, objective.burnRateLong(), name, "long");
            put(LumenMeter.SLO_BURN_RATE, objective.burnRateShort(), name, "short");
            put(LumenMeter.SLO_BURNING, flag(objective.burning()), name);
        }
    }

    private void cost(CostRhythm rhythm) {
        oneOf(LumenMeter.COST_STATE, RhythmState.values(), rhythm.state());
        put(LumenMeter.COST_COHERENCE, rhythm.coherence());
        put(LumenMeter.COST_PHASE, rhythm.phase());
        put(LumenMeter.COST_ENTROPY, rhythm.entropy());
        put(LumenMeter.COST_TREND, rhythm.trendPercent());
        put(LumenMeter.COST_BUDGET_USED, rhythm.budgetUsedRatio());
        rhythm.budget().ifPresent(budget -> {
            put(LumenMeter.COST_BUDGET, budget.limitUsd().amount());
            put(LumenMeter.COST_SPENT, budget.spentUsd().amount());
        });
        rhythm.projectedUsd().ifPresent(projected -> put(LumenMeter.COST_PROJECTED, projected.amount()));
    }

    private void maturity(Maturity maturity) {
        put(LumenMeter.MATURITY_SCORE, maturity.score());
        put(LumenMeter.MATURITY_LEVEL, maturity.level());
        first(maturity.dimensions())
                .forEach(dimension -> put(LumenMeter.MATURITY_DIMENSION, dimension.score(), dimension.name()));
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(MOST_NAMED, all.size()));
    }

    /** A series for each state, so that a query finds all of them whichever holds. */
    private <E extends Enum<E>> void oneOf(LumenMeter meter, E[] states, E state) {
        for (E each : states) {
            put(meter, flag(each == state), word(each));
        }
    }

    private static double flag(boolean on) {
        return on ? 1 : 0;
    }

    private void put(LumenMeter meter, OptionalDouble value, String... tagValues) {
        if (value.isPresent()) {
            put(meter, value.getAsDouble(), tagValues);
        }
    }

    private void put(LumenMeter meter, Optional<Duration> value) {
        value.ifPresent(duration -> put(meter, Seconds.of(duration)));
    }

    private void bytes(LumenMeter meter, Optional<ByteSize> value) {
        value.ifPresent(size -> put(meter, (double) size.bytes()));
    }

    /** Of two objectives or dimensions with one name the first is shown; a negative zero is zero. */
    private void put(LumenMeter meter, double value, String... tagValues) {
        samples.putIfAbsent(MeterKey.of(meter, tagValues), value + 0.0);
    }
}
