package dev.lumen.gcp.write;

import com.google.api.Metric;
import com.google.api.MetricDescriptor;
import com.google.api.MetricDescriptor.MetricKind;
import com.google.api.MetricDescriptor.ValueType;
import com.google.api.MonitoredResource;
import com.google.api.gax.rpc.StatusCode.Code;
import com.google.monitoring.v3.CreateTimeSeriesRequest;
import com.google.monitoring.v3.Point;
import com.google.monitoring.v3.TimeInterval;
import com.google.monitoring.v3.TimeSeries;
import com.google.monitoring.v3.TypedValue;
import com.google.protobuf.Timestamp;
import dev.lumen.gcp.link.Attempts;
import dev.lumen.gcp.link.Call;
import dev.lumen.gcp.link.CloudException;
import dev.lumen.gcp.link.Deadline;
import dev.lumen.gcp.link.MonitoringLink;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes samples of gauges by the API's rules: descriptors first, at most 200 series a call, series in their order, no more than one
 * point a series and interval, none before an earlier one. A write that failed in a way that leaves open whether it was done is tried
 * again, and is taken for done where the API then says that the point is there already.
 *
 * <p>Thread-safe: one write at a time, so that a series has one writer in this process.
 */
final class SeriesWriter {
    private static final String ROLE = "roles/monitoring.metricWriter";
    private static final int MOST_SERIES = 200;

    private final MonitoringLink link;
    private final MonitoredResource resource;
    private final Duration interval;

    /** All under the lock of this object. */
    private final Descriptors descriptors;

    /** When each series that this process wrote had its last point. */
    private final Map<String, Instant> last = new HashMap<>();

    SeriesWriter(MonitoringLink link, WriterIdentity identity, Duration interval) {
        this.link = link;
        this.resource = identity.resource(link.project());
        this.interval = interval;
        this.descriptors = new Descriptors(link);
    }

    /**
     * Writes what is due.
     *
     * @param prefix what all the metrics' types begin with
     * @param wanted the descriptors that the metrics are to have
     * @param samples one for each series
     * @param at when they were true
     * @return how many points were written
     * @throws IOException if some could not be; says how many and why, those that could be are written all the same
     */
    synchronized int write(
            String prefix, List<MetricDescriptor> wanted, List<Sample> samples, Instant at, Deadline deadline)
            throws IOException, InterruptedException {
        forgetOld(at);
        descriptors.ensure(prefix, wanted, deadline);
        Map<String, String> differing = descriptors.differing();
        List<Sample> due = samples.stream()
                .filter(sample -> !differing.containsKey(sample.type()))
                .filter(sample -> isDue(sample, at))
                .toList();
        List<IOException> failures = new ArrayList<>();
        int written = 0;
        for (int from = 0; from < due.size(); from += MOST_SERIES) {
            List<Sample> batch = due.subList(from, Math.min(due.size(), from + MOST_SERIES));
            try {
                send(batch, at, deadline);
                written += batch.size();
                batch.forEach(sample -> last.put(key(sample), at));
            } catch (IOException e) {
                failures.add(e);
            }
        }
        differing.forEach((type, why) -> failures.add(new IOException(type + " is not written: " + why)));
        report(failures);
        return written;
    }

    private boolean isDue(Sample sample, Instant at) {
        Instant before = last.get(key(sample));
        return before == null || !at.isBefore(before.plus(interval));
    }

    /** Series that ended, as of an objective that is no more, are forgotten after a day, as late points would be refused anyway. */
    private void forgetOld(Instant at) {
        last.values().removeIf(time -> time.isBefore(at.minus(Duration.ofDays(1))));
    }

    private void send(List<Sample> batch, Instant at, Deadline deadline) throws IOException, InterruptedException {
        CreateTimeSeriesRequest.Builder request =
                CreateTimeSeriesRequest.newBuilder().setName(link.projectName());
        batch.forEach(sample -> request.addTimeSeries(series(sample, at)));
        try {
            Attempts.start(
                            new Call<>(
                                    "writing " + batch.size() + " time series",
                                    ROLE,
                                    link.metrics().createTimeSeriesCallable(),
                                    request.build()),
                            deadline)
                    .await();
        } catch (CloudException e) {
            if (!isThereAlready(e)) {
                throw e;
            }
        }
    }

    /** An attempt before this one was done after all. */
    private static boolean isThereAlready(CloudException refusal) {
        String said = String.valueOf(refusal.getMessage());
        return refusal.repeated()
                && refusal.code() == Code.INVALID_ARGUMENT
                && (said.contains("written in order") || said.contains("more frequently"));
    }

    private TimeSeries series(Sample sample, Instant at) {
        TypedValue.Builder value = TypedValue.newBuilder();
        if (sample.valueType() == ValueType.INT64) {
            value.setInt64Value(Math.round(sample.value()));
        } else {
            value.setDoubleValue(sample.value());
        }
        Timestamp end = Timestamp.newBuilder()
                .setSeconds(at.getEpochSecond())
                .setNanos(at.getNano())
                .build();
        return TimeSeries.newBuilder()
                .setMetric(Metric.newBuilder().setType(sample.type()).putAllLabels(sample.labels()))
                .setResource(resource)
                .setMetricKind(MetricKind.GAUGE)
                .setValueType(sample.valueType())
                .addPoints(Point.newBuilder()
                        .setInterval(TimeInterval.newBuilder().setStartTime(end).setEndTime(end))
                        .setValue(value))
                .build();
    }

    private static String key(Sample sample) {
        return sample.type() + new TreeMap<>(sample.labels());
    }

    private static void report(List<IOException> failures) throws IOException {
        if (failures.isEmpty()) {
            return;
        }
        IOException first = failures.get(0);
        failures.subList(1, failures.size()).forEach(first::addSuppressed);
        throw failures.size() == 1
                ? first
                : new IOException(
                        String.join(
                                "; ",
                                failures.stream()
                                        .map(e -> String.valueOf(e.getMessage()))
                                        .toList()),
                        first);
    }
}
