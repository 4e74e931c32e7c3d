package dev.lumen.gcp.testkit;

import com.google.api.LabelDescriptor;
import com.google.api.MetricDescriptor;
import com.google.api.MetricDescriptor.MetricKind;
import com.google.api.MetricDescriptor.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The metric descriptors of a project: Google's own, and those that were made. */
final class Descriptors {
    private static final Pattern USER_DEFINED = Pattern.compile("(custom|external|workload)\\.googleapis\\.com/.+");
    private static final Pattern TYPE = Pattern.compile("[a-z]+\\.googleapis\\.com/[A-Za-z0-9_/.]{1,150}");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,99}");
    private static final int MOST_LABELS = 30;

    private final String project;
    private final Map<String, MetricDescriptor> known = new ConcurrentSkipListMap<>();
    private final List<String> autoCreated = new ArrayList<>();

    Descriptors(String project) {
        this.project = project;
        clear();
    }

    /** Leaves Google's own alone. */
    synchronized void clear() {
        known.clear();
        autoCreated.clear();
        GoogleMetrics.all().forEach(descriptor -> known.put(descriptor.getType(), named(descriptor)));
    }

    static boolean isUserDefined(String type) {
        return USER_DEFINED.matcher(type).matches();
    }

    Optional<MetricDescriptor> find(String type) {
        return Optional.ofNullable(known.get(type));
    }

    List<MetricDescriptor> all() {
        return List.copyOf(known.values());
    }

    synchronized List<String> autoCreated() {
        return List.copyOf(autoCreated);
    }

    MetricDescriptor create(MetricDescriptor asked) {
        check(asked);
        MetricDescriptor before = known.get(asked.getType());
        if (before != null && !extendsThat(asked, before)) {
            throw Refusals.field(
                    "metric_descriptor",
                    asked.getType(),
                    "When creating metric " + asked.getType() + ": the metric already exists with another kind, value"
                            + " type, or with labels that are missing now.");
        }
        MetricDescriptor made = named(asked);
        known.put(made.getType(), made);
        return made;
    }

    /** What the first point of an unknown metric makes. */
    synchronized MetricDescriptor autoCreate(String type, MetricKind kind, ValueType valueType, List<String> labels) {
        if (kind != MetricKind.GAUGE && kind != MetricKind.CUMULATIVE) {
            throw Refusals.invalid("Metric kind for metric " + type + " must be GAUGE or CUMULATIVE.");
        }
        autoCreated.add(type);
        return create(MetricDescriptor.newBuilder()
                .setType(type)
                .setMetricKind(kind)
                .setValueType(valueType)
                .addAllLabels(labels.stream()
                        .map(key -> LabelDescriptor.newBuilder().setKey(key).build())
                        .toList())
                .build());
    }

    private MetricDescriptor named(MetricDescriptor descriptor) {
        return descriptor.toBuilder()
                .setName("projects/" + project + "/metricDescriptors/" + descriptor.getType())
                .build();
    }

    private static void check(MetricDescriptor asked) {
        String type = asked.getType();
        if (!isUserDefined(type) || !TYPE.matcher(type).matches()) {
            throw Refusals.field(
                    "metric_descriptor.type",
                    type,
                    "The metric type must be a URL-formatted string with a domain and non-empty path, of"
                            + " custom.googleapis.com, external.googleapis.com or workload.googleapis.com.");
        }
        if (asked.getMetricKind() != MetricKind.GAUGE && asked.getMetricKind() != MetricKind.CUMULATIVE) {
            throw Refusals.field(
                    "metric_descriptor.metric_kind", asked.getMetricKind().name(), "must be GAUGE or CUMULATIVE.");
        }
        switch (asked.getValueType()) {
            case BOOL, INT64, DOUBLE, DISTRIBUTION -> {}
            default ->
                throw Refusals.field(
                        "metric_descriptor.value_type",
                        asked.getValueType().name(),
                        "is not supported for user metrics.");
        }
        if (asked.getLabelsCount() > MOST_LABELS
                || asked.getLabelsList().stream()
                        .anyMatch(label -> !LABEL.matcher(label.getKey()).matches())) {
            throw Refusals.field("metric_descriptor.labels", asked.getType(), "bad label key, or more than 30 labels.");
        }
    }

    private static boolean extendsThat(MetricDescriptor now, MetricDescriptor before) {
        Map<String, LabelDescriptor.ValueType> labels = labels(now);
        return now.getMetricKind() == before.getMetricKind()
                && now.getValueType() == before.getValueType()
                && labels.entrySet().containsAll(labels(before).entrySet());
    }

    private static Map<String, LabelDescriptor.ValueType> labels(MetricDescriptor descriptor) {
        return descriptor.getLabelsList().stream()
                .collect(Collectors.toMap(LabelDescriptor::getKey, LabelDescriptor::getValueType));
    }
}
