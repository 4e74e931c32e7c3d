package dev.lumen.gcp.write;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.gate.GateScore;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.signal.CostRhythm;
import dev.lumen.api.signal.SloReport;
import dev.lumen.api.units.Seconds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** The values of a feedback, as samples: what it lacks is not among them, and no value of a FALLBACK is. A pure function. */
final class FeedbackPoints {
    /** Objectives that are written: each is a series of its own, which is paid for. */
    private static final int MOST_OBJECTIVES = 100;

    private static final Map<SystemHealth, Integer> LEVELS =
            Map.of(SystemHealth.CRITICAL, 0, SystemHealth.WARNING, 1, SystemHealth.GOOD, 2, SystemHealth.EXCELLENT, 3);

    private final String cache;
    private final List<Sample> samples = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private FeedbackPoints(String cache) {
        this.cache = cache;
    }

    static List<Sample> of(UnifiedFeedback feedback) {
        FeedbackPoints into = new FeedbackPoints(feedback.cacheName().value());
        Integer level = LEVELS.get(feedback.systemHealth());
        if (level != null) {
            into.put(LumenMetric.SYSTEM_HEALTH, level);
        }
        into.put(LumenMetric.MISSING_PARTS, feedback.missing().size());
        feedback.gate().ifPresent(into::gate);
        feedback.cache().ifPresent(into::cache);
        feedback.ttl().ifPresent(into::ttl);
        feedback.size().ifPresent(into::size);
        feedback.roi().ifPresent(roi -> into.put(LumenMetric.ROI_SCORE, roi.score()));
        feedback.slo().ifPresent(into::slo);
        feedback.costRhythm().ifPresent(into::cost);
        feedback.maturity().ifPresent(maturity -> into.put(LumenMetric.MATURITY, maturity.score()));
        return into.samples;
    }

    private void gate(GateScore gate) {
        put(LumenMetric.GATE_SCORE, gate.score());
        put(LumenMetric.GATE_COVERAGE, gate.coverage());
    }

    private void cache(CacheFeedback section) {
        if (section.quality() != Quality.MEASURED) {
            return; // a value that is not of now would stand in the graph as one that is
        }
        CacheMetrics metrics = section.metrics();
        put(LumenMetric.HIT_RATIO, metrics.hitRatio());
        put(LumenMetric.REQUESTS, metrics.requestsPerHour());
        put(LumenMetric.EVICTIONS, metrics.evictionsPerHour());
        Gauges gauges = metrics.gauges();
        gauges.p95Latency().ifPresent(latency -> put(LumenMetric.P95, Seconds.of(latency)));
        gauges.used().ifPresent(used -> put(LumenMetric.MEMORY_USED, (double) used.bytes()));
        gauges.capacity().ifPresent(capacity -> put(LumenMetric.MEMORY_CAPACITY, (double) capacity.bytes()));
        put(LumenMetric.MEMORY_USAGE, gauges.memoryUsage());
        switch (section.action()) {
            case MAINTAIN -> {}
            default -> put(LumenMetric.ACTIONS, 1, section.action().name().toLowerCase(Locale.ROOT));
        }
    }

    private void ttl(TtlAdjustment advice) {
        put(LumenMetric.TTL_CURRENT, Seconds.of(advice.currentTtl()));
        put(LumenMetric.TTL_RECOMMENDED, Seconds.of(advice.recommendedTtl()));
        advice.expectedCostChangeUsdPerMonth().ifPresent(change -> put(LumenMetric.SAVING, -change.value(), "ttl"));
    }

    private void size(CacheSizeAdjustment advice) {
        put(LumenMetric.SIZE_RECOMMENDED, (double) advice.recommendedSize().bytes());
        advice.netSavingUsdPerMonth().ifPresent(saving -> put(LumenMetric.SAVING, saving.amount(), "size"));
    }

    private void slo(SloReport report) {
        put(LumenMetric.SLO_COMPLIANCE, report.complianceScore());
        report.objectives().stream()
                .limit(MOST_OBJECTIVES)
                .forEach(objective -> objective
                        .errorBudgetLeft()
                        .ifPresent(left -> put(LumenMetric.SLO_BUDGET_LEFT, left, objective.name())));
    }

    private void cost(CostRhythm rhythm) {
        put(LumenMetric.COST_TREND, rhythm.trendPercent());
        put(LumenMetric.BUDGET_USED, rhythm.budgetUsedRatio());
    }

    private void put(LumenMetric metric, OptionalDouble value) {
        if (value.isPresent()) {
            put(metric, value.getAsDouble());
        }
    }

    /** Of two with the same labels the first: a request must not hold a series twice. */
    private void put(LumenMetric metric, double value, String... labelValues) {
        Map<String, String> labels = new HashMap<>();
        labels.put(LumenMetric.CACHE, Sample.label(cache));
        for (int i = 0; i < labelValues.length; i++) {
            labels.put(metric.labels().get(i), Sample.label(labelValues[i]));
        }
        if (seen.add(metric.type() + labels)) {
            samples.add(new Sample(metric.type(), metric.valueType(), labels, value));
        }
    }
}
