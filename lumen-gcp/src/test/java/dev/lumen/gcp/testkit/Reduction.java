package dev.lumen.gcp.testkit;

import com.google.api.Distribution;
import com.google.monitoring.v3.Aggregation.Reducer;
import com.google.monitoring.v3.TypedValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;

/** Makes one value of those that several series have at one time. */
final class Reduction {
    private Reduction() {}

    static TypedValue reduce(Reducer reducer, List<TypedValue> values) {
        if (values.get(0).hasDistributionValue()) {
            Distribution sum = values.stream()
                    .map(TypedValue::getDistributionValue)
                    .reduce(Histograms::plus)
                    .orElseThrow();
            return switch (reducer) {
                case REDUCE_PERCENTILE_95 -> Alignment.number(Histograms.percentile(sum, 95));
                case REDUCE_MEAN -> Alignment.number(sum.getMean());
                default -> TypedValue.newBuilder().setDistributionValue(sum).build();
            };
        }
        boolean whole = values.get(0).hasInt64Value();
        DoubleStream numbers =
                values.stream().mapToDouble(value -> whole ? (double) value.getInt64Value() : value.getDoubleValue());
        return switch (reducer) {
            case REDUCE_SUM -> like(whole, numbers.sum());
            case REDUCE_MIN -> like(whole, numbers.min().orElseThrow());
            case REDUCE_MAX -> like(whole, numbers.max().orElseThrow());
            case REDUCE_MEAN -> Alignment.number(numbers.average().orElseThrow());
            case REDUCE_PERCENTILE_95 ->
                Alignment.number(nearest(numbers.boxed().toList(), 0.95));
            default -> throw new IllegalStateException(reducer.name());
        };
    }

    private static double nearest(List<Double> values, double rank) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(rank * sorted.size()) - 1);
    }

    private static TypedValue like(boolean whole, double value) {
        return whole ? TypedValue.newBuilder().setInt64Value(Math.round(value)).build() : Alignment.number(value);
    }
}
