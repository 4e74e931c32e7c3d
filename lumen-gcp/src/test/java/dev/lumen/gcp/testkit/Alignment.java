package dev.lumen.gcp.testkit;

import com.google.api.Distribution;
import com.google.api.MetricDescriptor.MetricKind;
import com.google.api.MetricDescriptor.ValueType;
import com.google.monitoring.v3.Aggregation.Aligner;
import com.google.monitoring.v3.TypedValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Brings the points of one series onto a grid that ends at the end of what was asked for. A period without points has no value. */
final class Alignment {
    private final AggregationRules.Shape shape;
    private final Aligner aligner;
    private final Duration period;

    Alignment(AggregationRules.Shape shape, Aligner aligner, Duration period) {
        this.shape = shape;
        this.aligner = aligner;
        this.period = period;
    }

    /** The value of each period, by its end. */
    NavigableMap<Instant, TypedValue> align(List<StoredPoint> points, Instant start, Instant end) {
        List<StoredPoint> parts = shape.kind() == MetricKind.CUMULATIVE ? differences(points) : points;
        NavigableMap<Instant, TypedValue> aligned = new TreeMap<>();
        for (Instant to = end; to.isAfter(start); to = to.minus(period)) {
            Instant from = to.minus(period);
            List<StoredPoint> within = within(parts, from, to);
            if (!within.isEmpty()) {
                aligned.put(to, value(within, from, to));
            }
        }
        return aligned;
    }

    private static List<StoredPoint> within(List<StoredPoint> parts, Instant from, Instant to) {
        return parts.stream()
                .filter(point -> point.end().isAfter(from)
                        && (point.start().equals(point.end())
                                ? !point.end().isAfter(to)
                                : point.start().isBefore(to)))
                .toList();
    }

    private TypedValue value(List<StoredPoint> points, Instant from, Instant to) {
        if (shape.type() == ValueType.DISTRIBUTION) {
            Distribution sum = points.stream()
                    .map(point -> point.value().getDistributionValue())
                    .reduce(Histograms::plus)
                    .orElseThrow();
            return switch (aligner) {
                case ALIGN_PERCENTILE_95 -> number(Histograms.percentile(sum, 95));
                case ALIGN_PERCENTILE_99 -> number(Histograms.percentile(sum, 99));
                case ALIGN_PERCENTILE_50 -> number(Histograms.percentile(sum, 50));
                case ALIGN_MEAN -> number(sum.getMean());
                default -> TypedValue.newBuilder().setDistributionValue(sum).build();
            };
        }
        double sum = points.stream()
                .mapToDouble(point -> point.number() * share(point, from, to))
                .sum();
        return switch (aligner) {
            case ALIGN_DELTA, ALIGN_SUM -> like(sum);
            case ALIGN_RATE -> number(sum / period.toSeconds());
            case ALIGN_MEAN -> number(sum / points.size());
            case ALIGN_COUNT ->
                TypedValue.newBuilder().setInt64Value(points.size()).build();
            case ALIGN_MIN ->
                like(points.stream().mapToDouble(StoredPoint::number).min().orElseThrow());
            case ALIGN_MAX ->
                like(points.stream().mapToDouble(StoredPoint::number).max().orElseThrow());
            case ALIGN_NEXT_OLDER -> points.get(points.size() - 1).value();
            default -> throw new IllegalStateException(aligner.name());
        };
    }

    /** How much of a point's own interval lies within. */
    private static double share(StoredPoint point, Instant from, Instant to) {
        if (point.start().equals(point.end())) {
            return 1;
        }
        Instant first = point.start().isAfter(from) ? point.start() : from;
        Instant last = point.end().isBefore(to) ? point.end() : to;
        double inside = Duration.between(first, last).toMillis();
        return inside / Duration.between(point.start(), point.end()).toMillis();
    }

    /** Counters since a start, as differences; one with a later start begins at zero. */
    private static List<StoredPoint> differences(List<StoredPoint> points) {
        List<StoredPoint> parts = new ArrayList<>();
        for (int i = 1; i < points.size(); i++) {
            StoredPoint before = points.get(i - 1);
            StoredPoint point = points.get(i);
            boolean same = before.start().equals(point.start());
            double difference = point.number() - (same ? before.number() : 0);
            parts.add(new StoredPoint(same ? before.end() : point.start(), point.end(), number(difference)));
        }
        return parts;
    }

    private TypedValue like(double value) {
        return shape.type() == ValueType.INT64
                ? TypedValue.newBuilder().setInt64Value(Math.round(value)).build()
                : number(value);
    }

    static TypedValue number(double value) {
        return TypedValue.newBuilder().setDoubleValue(value).build();
    }
}
