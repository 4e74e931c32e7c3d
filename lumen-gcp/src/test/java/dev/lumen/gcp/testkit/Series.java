package dev.lumen.gcp.testkit;

import com.google.api.Metric;
import com.google.api.MetricDescriptor;
import com.google.api.MetricDescriptor.MetricKind;
import com.google.api.MetricDescriptor.ValueType;
import com.google.api.MonitoredResource;
import com.google.monitoring.v3.Point;
import com.google.monitoring.v3.TimeInterval;
import com.google.monitoring.v3.TimeSeries;
import com.google.monitoring.v3.TypedValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Series and points for tests, short to write. */
public final class Series {
    private Series() {}

    /** A series of Memorystore's; each node of an instance has its own. */
    public static SeriesKey redis(String type, String instance, String role) {
        return new SeriesKey(
                "redis.googleapis.com/" + type,
                Map.of("role", role),
                "redis_instance",
                Map.of(
                        "project_id",
                        MonitoringServer.PROJECT,
                        "region",
                        "us-central1",
                        "instance_id",
                        "projects/" + MonitoringServer.PROJECT + "/locations/us-central1/instances/" + instance,
                        "node_id",
                        role.equals("primary") ? "node-0" : "node-1"));
    }

    /** A series of a service on Cloud Run. */
    public static SeriesKey run(String type, String service, String revision, Map<String, String> labels) {
        return new SeriesKey(
                "run.googleapis.com/" + type,
                labels,
                "cloud_run_revision",
                Map.of(
                        "project_id",
                        MonitoringServer.PROJECT,
                        "service_name",
                        service,
                        "revision_name",
                        revision,
                        "location",
                        "us-central1",
                        "configuration_name",
                        service));
    }

    /** A series of a user-defined metric. */
    public static SeriesKey custom(String type, Map<String, String> labels) {
        return new SeriesKey(type, labels, "global", Map.of("project_id", MonitoringServer.PROJECT));
    }

    /** A whole number. */
    public static TypedValue whole(long value) {
        return TypedValue.newBuilder().setInt64Value(value).build();
    }

    /** A number. */
    public static TypedValue number(double value) {
        return TypedValue.newBuilder().setDoubleValue(value).build();
    }

    /** A distribution of latencies. */
    public static TypedValue distribution(List<Double> values) {
        return TypedValue.newBuilder()
                .setDistributionValue(Histograms.of(values))
                .build();
    }

    /** A request's series with one point of a gauge. */
    public static TimeSeries gauge(SeriesKey key, Instant end, TypedValue value) {
        return TimeSeries.newBuilder()
                .setMetric(Metric.newBuilder().setType(key.metricType()).putAllLabels(key.metricLabels()))
                .setResource(MonitoredResource.newBuilder()
                        .setType(key.resourceType())
                        .putAllLabels(key.resourceLabels()))
                .setMetricKind(MetricKind.GAUGE)
                .addPoints(Point.newBuilder()
                        .setInterval(TimeInterval.newBuilder().setEndTime(Times.of(end)))
                        .setValue(value))
                .build();
    }

    /** An interval. */
    public static TimeInterval interval(Instant start, Instant end) {
        return TimeInterval.newBuilder()
                .setStartTime(Times.of(start))
                .setEndTime(Times.of(end))
                .build();
    }

    /** A gauge's descriptor. */
    public static MetricDescriptor gauge(String type, ValueType valueType) {
        return MetricDescriptor.newBuilder()
                .setType(type)
                .setMetricKind(MetricKind.GAUGE)
                .setValueType(valueType)
                .build();
    }
}
