package dev.lumen.gcp.testkit;

import com.google.api.MetricDescriptor;
import com.google.api.MetricDescriptor.MetricKind;
import com.google.api.MetricDescriptor.ValueType;
import com.google.monitoring.v3.Aggregation;
import com.google.monitoring.v3.Aggregation.Aligner;
import com.google.monitoring.v3.Aggregation.Reducer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Which alignment and reduction the service allows for which kind and type of values, and what comes out of it. */
final class AggregationRules {
    private static final Duration SHORTEST = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofDays(104 * 7);
    private static final Set<ValueType> NUMBERS = EnumSet.of(ValueType.INT64, ValueType.DOUBLE);
    private static final Set<ValueType> NUMBERS_AND_DISTRIBUTIONS =
            EnumSet.of(ValueType.INT64, ValueType.DOUBLE, ValueType.DISTRIBUTION);

    private AggregationRules() {}

    /**
     * What kind and type values have.
     *
     * @param kind their kind
     * @param type their type
     */
    record Shape(MetricKind kind, ValueType type) {
        static Shape of(MetricDescriptor descriptor) {
            return new Shape(descriptor.getMetricKind(), descriptor.getValueType());
        }
    }

    /** Whether there is something to aggregate; refuses what is half said. */
    static boolean isAsked(Aggregation aggregation) {
        boolean aligned = aggregation.getPerSeriesAligner() != Aligner.ALIGN_NONE;
        boolean reduced = aggregation.getCrossSeriesReducer() != Reducer.REDUCE_NONE;
        if (reduced && !aligned) {
            throw Refusals.field(
                    "aggregation.perSeriesAligner",
                    aggregation.getPerSeriesAligner().name(),
                    "The aligner must be specified if a cross-series reducer is.");
        }
        if (!aligned) {
            return false;
        }
        Duration period = Times.of(aggregation.getAlignmentPeriod());
        if (period.compareTo(SHORTEST) < 0 || period.compareTo(LONGEST) > 0) {
            throw Refusals.field(
                    "aggregation.alignmentPeriod",
                    period.toSeconds() + "s",
                    "The alignment period must be at least 60 seconds and at most 104 weeks.");
        }
        return true;
    }

    /** What the aligner makes of values of {@code shape}. */
    static Shape aligned(Shape shape, Aligner aligner) {
        MetricKind kind = shape.kind;
        ValueType type = shape.type;
        boolean gauge = kind == MetricKind.GAUGE;
        boolean cumulative = kind == MetricKind.CUMULATIVE;
        boolean number = NUMBERS.contains(type);
        boolean allowed = switch (aligner) {
            case ALIGN_DELTA -> !gauge && NUMBERS_AND_DISTRIBUTIONS.contains(type);
            case ALIGN_RATE -> !gauge && number;
            case ALIGN_NEXT_OLDER -> gauge;
            case ALIGN_MIN, ALIGN_MAX -> !cumulative && number;
            case ALIGN_MEAN, ALIGN_SUM -> !cumulative && NUMBERS_AND_DISTRIBUTIONS.contains(type);
            case ALIGN_COUNT -> !cumulative && (number || type == ValueType.BOOL);
            case ALIGN_PERCENTILE_95, ALIGN_PERCENTILE_50, ALIGN_PERCENTILE_99 ->
                !cumulative && type == ValueType.DISTRIBUTION;
            default -> throw Refusals.invalid("This test server does not know " + aligner + ".");
        };
        if (!allowed) {
            throw Refusals.field(
                    "aggregation.perSeriesAligner",
                    aligner.name(),
                    "The aligner cannot be applied to metrics with kind " + kind + " and value type " + type + ".");
        }
        return switch (aligner) {
            case ALIGN_DELTA -> new Shape(MetricKind.DELTA, type);
            case ALIGN_COUNT -> new Shape(MetricKind.GAUGE, ValueType.INT64);
            case ALIGN_NEXT_OLDER, ALIGN_MIN, ALIGN_MAX, ALIGN_SUM -> shape;
            default -> new Shape(MetricKind.GAUGE, ValueType.DOUBLE);
        };
    }

    /** What the reducer makes of aligned values of {@code shape}. */
    static Shape reduced(Shape shape, Reducer reducer) {
        boolean allowed = switch (reducer) {
            case REDUCE_NONE -> true;
            case REDUCE_MEAN, REDUCE_SUM, REDUCE_PERCENTILE_95 -> NUMBERS_AND_DISTRIBUTIONS.contains(shape.type);
            case REDUCE_MIN, REDUCE_MAX -> NUMBERS.contains(shape.type);
            default -> throw Refusals.invalid("This test server does not know " + reducer + ".");
        };
        if (!allowed) {
            throw Refusals.field(
                    "aggregation.crossSeriesReducer",
                    reducer.name(),
                    "The reducer cannot be applied to values of type " + shape.type + ".");
        }
        return switch (reducer) {
            case REDUCE_MEAN -> new Shape(shape.kind, ValueType.DOUBLE);
            case REDUCE_PERCENTILE_95 -> new Shape(MetricKind.GAUGE, ValueType.DOUBLE);
            default -> shape;
        };
    }
}
