package dev.lumen.micrometer;

import java.util.List;
import java.util.Optional;

/**
 * Every meter that there is: the catalogue that {@code docs/metrics.md} and the dashboard are held to. All have the tag {@code
 * cache}; the others come after it.
 */
enum LumenMeter {
    RUNS("lumen.runs", Kind.COUNTER, "", "Runs since the process began, by the health that they ended with", "health"),
    ACTIONS("lumen.actions.advised", Kind.COUNTER, "", "Runs that advised this action for the cache", "action"),

    FEEDBACK_AGE(
            "lumen.feedback.age", Kind.GAUGE, "seconds", "Time since the latest run began: what all else is as old as"),
    SYSTEM_HEALTH(
            "lumen.system.health", Kind.GAUGE, "", "1 for the state that the service is in, 0 for the others", "state"),
    MISSING("lumen.missing.parts", Kind.GAUGE, "", "What was configured but could not be had"),
    RECOMMENDATIONS("lumen.recommendations", Kind.GAUGE, "", "How many recommendations there are", "priority"),
    OVERRIDES("lumen.overrides", Kind.GAUGE, "", "1 where a person holds the TTL, the size or all, else 0", "holds"),

    GATE_SCORE("lumen.gate.score", Kind.GAUGE, "", "The unified gate, 0 to 100"),
    GATE_COVERAGE("lumen.gate.coverage", Kind.GAUGE, "ratio", "Weights present ÷ weights configured"),
    COMPONENT_SCORE("lumen.gate.component.score", Kind.GAUGE, "", "A component's own score, 0 to 100", "component"),
    COMPONENT_CONTRIBUTION(
            "lumen.gate.component.contribution", Kind.GAUGE, "", "The points that it adds to the gate", "component"),

    CACHE_HEALTH(
            "lumen.cache.health", Kind.GAUGE, "", "1 for the state that the cache is in, 0 for the others", "state"),
    CACHE_QUALITY(
            "lumen.cache.quality",
            Kind.GAUGE,
            "",
            "1 for how far the cache's metrics can be trusted, 0 for the others",
            "state"),
    CACHE_METRICS_AGE("lumen.cache.metrics.age", Kind.GAUGE, "seconds", "How old they were at the run, where STALE"),
    HIT_RATIO("lumen.cache.hit.ratio", Kind.GAUGE, "ratio", "Hits ÷ requests in the window"),
    REQUESTS("lumen.cache.requests.per.hour", Kind.GAUGE, "", "Look-ups an hour in the window"),
    EVICTIONS("lumen.cache.evictions.per.hour", Kind.GAUGE, "", "Entries pushed out for room, an hour"),
    KEYS("lumen.cache.keys", Kind.GAUGE, "", "Entries held"),
    P95("lumen.cache.latency.p95", Kind.GAUGE, "seconds", "95th percentile of the look-up latency"),
    MEMORY_USED("lumen.cache.memory.used", Kind.GAUGE, "bytes", "Bytes held"),
    MEMORY_CAPACITY("lumen.cache.memory.capacity", Kind.GAUGE, "bytes", "Bytes that may be held"),
    MEMORY_USAGE("lumen.cache.memory.usage", Kind.GAUGE, "ratio", "Used ÷ capacity"),

    TTL_CURRENT(
            "lumen.ttl.current",
            Kind.GAUGE,
            "seconds",
            "The TTL that the run found in force, or that an override holds"),
    TTL_RECOMMENDED("lumen.ttl.recommended", Kind.GAUGE, "seconds", "The TTL to have next"),
    TTL_IN_FORCE("lumen.ttl.in.force", Kind.GAUGE, "seconds", "The TTL that the advisor hands out now, without jitter"),
    SIZE_CURRENT("lumen.size.current", Kind.GAUGE, "bytes", "The capacity that the run found in force"),
    SIZE_RECOMMENDED("lumen.size.recommended", Kind.GAUGE, "bytes", "The capacity to have next"),
    SIZE_ROI_SCORE("lumen.size.roi.score", Kind.GAUGE, "", "What the change of size is worth, 0 to 10"),
    ADVICE_SAVING(
            "lumen.advice.saving",
            Kind.GAUGE,
            "usd",
            "What following the advice is expected to save a month; negative where it costs",
            "lever"),
    ADVICE_CONFIDENCE("lumen.advice.confidence", Kind.GAUGE, "ratio", "How often such an advice is right", "lever"),

    ROI_PERCENT("lumen.roi", Kind.GAUGE, "percent", "(Value − cost) ÷ cost of the cache"),
    ROI_SCORE("lumen.roi.score", Kind.GAUGE, "", "100 · (1 − cost ÷ value), 0 to 100"),
    ROI_VALUE("lumen.roi.value", Kind.GAUGE, "usd", "What the cache's hits save a month"),
    ROI_COST("lumen.roi.cost", Kind.GAUGE, "usd", "What its memory costs a month"),

    SLO_COMPLIANCE(
            "lumen.slo.compliance.score", Kind.GAUGE, "", "Weighted mean over the objectives measured, 0 to 100"),
    SLO_TARGET("lumen.slo.target", Kind.GAUGE, "", "Where the line of the objective is, in its own unit", "objective"),
    SLO_ACTUAL("lumen.slo.actual", Kind.GAUGE, "", "The measure, in the objective's own unit", "objective"),
    SLO_MET("lumen.slo.met", Kind.GAUGE, "", "1 where the objective is met, else 0", "objective"),
    SLO_BUDGET_LEFT(
            "lumen.slo.budget.left",
            Kind.GAUGE,
            "ratio",
            "Share of the error budget that is left; negative where overspent",
            "objective"),
    SLO_BURN_RATE(
            "lumen.slo.burn.rate",
            Kind.GAUGE,
            "",
            "How many times faster than allowed the error budget is used up",
            "objective",
            "window"),
    SLO_BURNING(
            "lumen.slo.burning",
            Kind.GAUGE,
            "",
            "1 where both windows burn so fast that somebody should look",
            "objective"),

    COST_STATE("lumen.cost.state", Kind.GAUGE, "", "1 for the state that the bill is in, 0 for the others", "state"),
    COST_COHERENCE("lumen.cost.coherence", Kind.GAUGE, "ratio", "How far the bill follows its demand or its own cycle"),
    COST_PHASE("lumen.cost.phase", Kind.GAUGE, "", "By how much of half a cycle it leads, −1 to 1"),
    COST_ENTROPY("lumen.cost.entropy", Kind.GAUGE, "ratio", "How evenly its changes spread, 0 a wave, 1 noise"),
    COST_TREND("lumen.cost.trend", Kind.GAUGE, "percent", "The last whole cycle against the earlier ones"),
    COST_BUDGET("lumen.cost.budget", Kind.GAUGE, "usd", "What may be spent in the budget's period"),
    COST_SPENT("lumen.cost.spent", Kind.GAUGE, "usd", "What was spent in it"),
    COST_BUDGET_USED("lumen.cost.budget.used", Kind.GAUGE, "ratio", "Spent ÷ budget; above 1 where overspent"),
    COST_PROJECTED("lumen.cost.projected", Kind.GAUGE, "usd", "What will have been spent at the period's end"),

    MATURITY_SCORE("lumen.maturity.score", Kind.GAUGE, "", "Weighted mean of the dimensions, 0 to 100"),
    MATURITY_LEVEL("lumen.maturity.level", Kind.GAUGE, "", "1 to 5"),
    MATURITY_DIMENSION("lumen.maturity.dimension.score", Kind.GAUGE, "", "One dimension, 0 to 100", "dimension");

    /** The tag that all meters have. */
    static final String CACHE = "cache";

    private final String meterName;
    private final Kind kind;
    private final String unit;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> tagKeys;

    LumenMeter(String meterName, Kind kind, String unit, String meaning, String... tagKeys) {
        this.meterName = meterName;
        this.kind = kind;
        this.unit = unit;
        this.meaning = meaning;
        this.tagKeys = List.of(tagKeys);
    }

    /** What Micrometer calls it. */
    String meterName() {
        return meterName;
    }

    Kind kind() {
        return kind;
    }

    /** The base unit; absent for numbers without one, such as scores and states. */
    Optional<String> unit() {
        return unit.isEmpty() ? Optional.empty() : Optional.of(unit);
    }

    String meaning() {
        return meaning;
    }

    /** The tags beside {@code cache}, in the order of their values. */
    List<String> tagKeys() {
        return tagKeys;
    }

    /** Whether it goes up alone, or both ways. */
    enum Kind {
        COUNTER,
        GAUGE
    }
}
