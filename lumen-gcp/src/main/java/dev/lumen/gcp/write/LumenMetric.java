package dev.lumen.gcp.write;

import com.google.api.LabelDescriptor;
import com.google.api.MetricDescriptor;
import com.google.api.MetricDescriptor.MetricKind;
import com.google.api.MetricDescriptor.ValueType;
import java.util.List;
import java.util.Locale;

/** The metrics that Lumen writes to Cloud Monitoring: gauges with the label {@code cache}, under {@code custom.googleapis.com/lumen/}. */
public enum LumenMetric {
    /** 3 EXCELLENT, 2 GOOD, 1 WARNING, 0 CRITICAL; no point while UNKNOWN. */
    SYSTEM_HEALTH("system_health", ValueType.INT64, "1", "Health: 3 excellent, 2 good, 1 warning, 0 critical"),
    /** The unified gate, 0 to 100. */
    GATE_SCORE("gate_score", ValueType.DOUBLE, "1", "The unified gate, 0 to 100"),
    /** Weights present ÷ weights configured. */
    GATE_COVERAGE("gate_coverage", ValueType.DOUBLE, "1", "Weights present / weights configured, 0 to 1"),
    /** Configured parts that could not be had. */
    MISSING_PARTS("missing_parts", ValueType.INT64, "1", "What was configured but could not be had"),
    /** Hits ÷ requests in the window. */
    HIT_RATIO("cache_hit_ratio", ValueType.DOUBLE, "1", "Hits / requests in the window, 0 to 1"),
    /** Look-ups an hour. */
    REQUESTS("cache_requests_per_hour", ValueType.DOUBLE, "1/h", "Look-ups an hour in the window"),
    /** Entries pushed out for room, an hour. */
    EVICTIONS("cache_evictions_per_hour", ValueType.DOUBLE, "1/h", "Entries pushed out for room, an hour"),
    /** The 95th percentile of the look-up latency. */
    P95("cache_latency_p95", ValueType.DOUBLE, "s", "95th percentile of the look-up latency"),
    /** Bytes held. */
    MEMORY_USED("cache_memory_used", ValueType.INT64, "By", "Bytes held"),
    /** Bytes that may be held. */
    MEMORY_CAPACITY("cache_memory_capacity", ValueType.INT64, "By", "Bytes that may be held"),
    /** Used ÷ capacity. */
    MEMORY_USAGE("cache_memory_usage", ValueType.DOUBLE, "1", "Used / capacity, 0 to 1"),
    /** The TTL that the run found in force. */
    TTL_CURRENT("ttl_current", ValueType.DOUBLE, "s", "The TTL that the run found in force"),
    /** The TTL to have next. */
    TTL_RECOMMENDED("ttl_recommended", ValueType.DOUBLE, "s", "The TTL to have next"),
    /** The capacity to have next. */
    SIZE_RECOMMENDED("size_recommended", ValueType.INT64, "By", "The capacity to have next"),
    /** 1 at each run that advised this action, whose points are to be counted; MAINTAIN is not among them. */
    ACTIONS(
            "optimization_actions",
            ValueType.INT64,
            "1",
            "1 at each run that advised this action: count the points",
            "action"),
    /** What following the advice is expected to save. */
    SAVING("advice_saving", ValueType.DOUBLE, "{USD}/mo", "What the advice is expected to save a month", "lever"),
    /** ROI score. */
    ROI_SCORE("roi_score", ValueType.DOUBLE, "1", "100 (1 - cost / value), 0 to 100"),
    /** Weighted compliance of the objectives. */
    SLO_COMPLIANCE("slo_compliance_score", ValueType.DOUBLE, "1", "Weighted mean over the objectives, 0 to 100"),
    /** Share of the error budget left. */
    SLO_BUDGET_LEFT("slo_budget_left", ValueType.DOUBLE, "1", "Share of the error budget that is left", "objective"),
    /** The last whole cycle of the bill against those before. */
    COST_TREND("cost_trend", ValueType.DOUBLE, "%", "The bill's last whole cycle against the earlier ones"),
    /** Spent ÷ budget. */
    BUDGET_USED("cost_budget_used", ValueType.DOUBLE, "1", "Spent / budget; above 1 where overspent"),
    /** Maturity score. */
    MATURITY("maturity_score", ValueType.DOUBLE, "1", "Weighted mean of the dimensions, 0 to 100");

    /** What all types begin with. */
    public static final String PREFIX = "custom.googleapis.com/lumen/";

    /** The label that all have. */
    static final String CACHE = "cache";

    private final String type;
    private final ValueType valueType;
    private final String unit;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> labels;

    LumenMetric(String name, ValueType valueType, String unit, String meaning, String... labels) {
        this.type = LumenMetric.PREFIX + name;
        this.valueType = valueType;
        this.unit = unit;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    /** The metric type. */
    public String type() {
        return type;
    }

    /** INT64 or DOUBLE. */
    ValueType valueType() {
        return valueType;
    }

    /** The labels beside {@code cache}, in the order of their values. */
    List<String> labels() {
        return labels;
    }

    /** The descriptor that it is to have. */
    public MetricDescriptor descriptor() {
        MetricDescriptor.Builder descriptor = MetricDescriptor.newBuilder()
                .setType(type)
                .setMetricKind(MetricKind.GAUGE)
                .setValueType(valueType)
                .setUnit(unit)
                .setDisplayName("Lumen: " + name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .setDescription(meaning)
                .addLabels(label(CACHE, "The cache's name"));
        labels.forEach(key -> descriptor.addLabels(label(key, "Which " + key)));
        return descriptor.build();
    }

    private static LabelDescriptor label(String key, String description) {
        return LabelDescriptor.newBuilder()
                .setKey(key)
                .setValueType(LabelDescriptor.ValueType.STRING)
                .setDescription(description)
                .build();
    }
}
