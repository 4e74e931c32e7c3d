package dev.lumen.gcp.testkit;

import com.google.api.MetricDescriptor;
import com.google.api.MetricDescriptor.MetricKind;
import com.google.api.MetricDescriptor.ValueType;
import com.google.monitoring.v3.CreateTimeSeriesRequest;
import com.google.monitoring.v3.Point;
import com.google.monitoring.v3.TimeSeries;
import com.google.monitoring.v3.TypedValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** CreateTimeSeries: what is in order is written, even where something else in the request is refused. */
final class SeriesWriter {
    private static final int MOST_SERIES = 200;
    private static final Duration OLDEST = Duration.ofHours(25);
    private static final Duration NEWEST = Duration.ofMinutes(5);
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(5);
    private static final int LONGEST_LABEL = 1024;

    private final String project;
    private final Descriptors descriptors;
    private final SeriesStore store;
    private final InstantSource clock;
    private volatile boolean anyTime;

    SeriesWriter(String project, Descriptors descriptors, SeriesStore store, InstantSource clock) {
        this.project = project;
        this.descriptors = descriptors;
        this.store = store;
        this.clock = clock;
    }

    /** Takes points of any time from now on. */
    void takeAnyTime() {
        anyTime = true;
    }

    synchronized void create(CreateTimeSeriesRequest request) {
        int count = request.getTimeSeriesCount();
        if (count == 0 || count > MOST_SERIES) {
            throw Refusals.field(
                    "timeSeries", "[" + count + " series]", "Only 1 to 200 TimeSeries can be written in a request.");
        }
        Set<SeriesKey> seen = new HashSet<>();
        for (int i = 0; i < count; i++) {
            checkWhole(request.getTimeSeries(i), i, seen);
        }
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TimeSeries series = request.getTimeSeries(i);
            int index = i;
            Optional<String> reason = reason(series);
            reason.ifPresent(why -> refused.add(why + ": timeSeries[" + index + "]: " + key(series)));
            if (reason.isEmpty()) {
                write(series);
            }
        }
        if (!refused.isEmpty()) {
            throw Refusals.invalid("One or more TimeSeries could not be written: " + String.join("; ", refused));
        }
    }

    /** What has the whole request refused. */
    private static void checkWhole(TimeSeries series, int index, Set<SeriesKey> seen) {
        String field = "timeSeries[" + index + "]";
        if (series.getPointsCount() != 1) {
            throw Refusals.field(
                    field + ".points", "[" + series.getPointsCount() + " points]", "must contain exactly one point.");
        }
        if (!seen.add(SeriesKey.of(series.getMetric(), series.getResource()))) {
            throw Refusals.field(
                    field,
                    series.getMetric().getType(),
                    "Duplicate TimeSeries encountered. Only one point can be written per TimeSeries per request.");
        }
        if (!Descriptors.isUserDefined(series.getMetric().getType())) {
            throw Refusals.field(field + ".metric.type", series.getMetric().getType(), "is not a user-defined metric.");
        }
        if (!series.getPoints(0).getInterval().hasEndTime()) {
            throw Refusals.field(field + ".points[0].interval.end_time", "", "is required.");
        }
    }

    private Optional<String> reason(TimeSeries series) {
        return resource(series)
                .or(() -> labels(series))
                .or(() -> shape(series))
                .or(() -> time(series))
                .or(() -> order(series));
    }

    private Optional<String> resource(TimeSeries series) {
        String type = series.getResource().getType();
        Map<String, String> labels = series.getResource().getLabelsMap();
        if (!GoogleMetrics.isWritable(type)) {
            return Optional.of("The monitored resource type \"" + type + "\" cannot be used for user-defined metrics.");
        }
        if (!labels.keySet().equals(GoogleMetrics.labels(type))) {
            return Optional.of("The set of resource labels is incomplete or wrong, needed: "
                    + GoogleMetrics.labels(type).stream().sorted().toList());
        }
        return labels.getOrDefault("project_id", project).equals(project)
                ? Optional.empty()
                : Optional.of("The resource's project_id is not that of the request.");
    }

    private Optional<String> labels(TimeSeries series) {
        Map<String, String> labels = series.getMetric().getLabelsMap();
        if (labels.values().stream().anyMatch(value -> value.length() > LONGEST_LABEL)) {
            return Optional.of("A label value is longer than 1024 characters.");
        }
        return descriptors
                .find(series.getMetric().getType())
                .filter(descriptor -> !descriptor.getLabelsList().stream()
                        .map(label -> label.getKey())
                        .collect(Collectors.toSet())
                        .containsAll(labels.keySet()))
                .map(descriptor -> "Unrecognized metric labels: " + labels.keySet());
    }

    private Optional<String> shape(TimeSeries series) {
        Optional<MetricDescriptor> descriptor =
                descriptors.find(series.getMetric().getType());
        MetricKind kind = kind(series, descriptor);
        ValueType type = type(series.getPoints(0).getValue());
        if (descriptor.isPresent() && descriptor.get().getValueType() != type) {
            return Optional.of("Value type for metric " + series.getMetric().getType() + " must be "
                    + descriptor.get().getValueType() + ", but is " + type + ".");
        }
        if (descriptor.isPresent() && descriptor.get().getMetricKind() != kind) {
            return Optional.of("Metric kind for metric " + series.getMetric().getType() + " must be "
                    + descriptor.get().getMetricKind() + ", but is " + kind + ".");
        }
        return type == ValueType.DOUBLE
                        && !Double.isFinite(series.getPoints(0).getValue().getDoubleValue())
                ? Optional.of("The value is not a finite number.")
                : Optional.empty();
    }

    private Optional<String> time(TimeSeries series) {
        Point point = series.getPoints(0);
        Instant end = end(point);
        Instant start = start(point);
        Instant now = clock.instant();
        if (!anyTime && (end.isAfter(now.plus(NEWEST)) || end.isBefore(now.minus(OLDEST)))) {
            return Optional.of("Data points cannot be written more than 25h in the past or 5 min in the future.");
        }
        boolean gauge = kind(series, descriptors.find(series.getMetric().getType())) == MetricKind.GAUGE;
        if (gauge && !start.equals(end)) {
            return Optional.of("The start time must be equal to the end time (or absent) for the gauge metric.");
        }
        return !gauge && !start.isBefore(end)
                ? Optional.of("The start time must be before the end time for the cumulative metric.")
                : Optional.empty();
    }

    private Optional<String> order(TimeSeries series) {
        Optional<StoredPoint> last = store.last(key(series));
        if (last.isEmpty()) {
            return Optional.empty();
        }
        Instant end = end(series.getPoints(0));
        if (!end.isAfter(last.get().end())) {
            return Optional.of("Points must be written in order. One or more of the points specified had an older"
                    + " start time than the most recent point.");
        }
        return Duration.between(last.get().end(), end).compareTo(SHORTEST_INTERVAL) < 0
                ? Optional.of("One or more points were written more frequently than the maximum sampling period"
                        + " configured for the metric.")
                : Optional.empty();
    }

    private void write(TimeSeries series) {
        Point point = series.getPoints(0);
        if (descriptors.find(series.getMetric().getType()).isEmpty()) {
            descriptors.autoCreate(
                    series.getMetric().getType(),
                    kind(series, Optional.empty()),
                    type(point.getValue()),
                    List.copyOf(series.getMetric().getLabelsMap().keySet()));
        }
        store.put(key(series), start(point), end(point), point.getValue());
    }

    private static MetricKind kind(TimeSeries series, Optional<MetricDescriptor> descriptor) {
        return series.getMetricKind() == MetricKind.METRIC_KIND_UNSPECIFIED
                ? descriptor.map(MetricDescriptor::getMetricKind).orElse(MetricKind.GAUGE)
                : series.getMetricKind();
    }

    private static ValueType type(TypedValue value) {
        return switch (value.getValueCase()) {
            case BOOL_VALUE -> ValueType.BOOL;
            case INT64_VALUE -> ValueType.INT64;
            case DOUBLE_VALUE -> ValueType.DOUBLE;
            case STRING_VALUE -> ValueType.STRING;
            case DISTRIBUTION_VALUE -> ValueType.DISTRIBUTION;
            default -> ValueType.VALUE_TYPE_UNSPECIFIED;
        };
    }

    private static SeriesKey key(TimeSeries series) {
        return SeriesKey.of(series.getMetric(), series.getResource());
    }

    private static Instant end(Point point) {
        return Times.of(point.getInterval().getEndTime());
    }

    private static Instant start(Point point) {
        return point.getInterval().hasStartTime() ? Times.of(point.getInterval().getStartTime()) : end(point);
    }
}
