package dev.lumen.gcp.write;

import com.google.api.MetricDescriptor.ValueType;
import dev.lumen.api.units.Require;
import java.util.Map;

/**
 * One value of one series.
 *
 * @param type the metric type
 * @param valueType INT64 or DOUBLE
 * @param labels the metric's labels
 * @param value the value, a finite number
 */
record Sample(String type, ValueType valueType, Map<String, String> labels, double value) {
    /** What the API takes of a label's value. */
    private static final int LONGEST_LABEL = 1024;

    Sample {
        Require.noNull(Sample.class, type, valueType, labels, value);
        value = Require.finite(type, value);
        labels = Map.copyOf(labels);
    }

    /** A label's value as the API takes it: its first 1,024 characters. */
    static String label(String value) {
        return value.length() <= LONGEST_LABEL ? value : value.substring(0, LONGEST_LABEL);
    }
}
