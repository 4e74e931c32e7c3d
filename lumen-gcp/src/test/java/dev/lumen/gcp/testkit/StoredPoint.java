package dev.lumen.gcp.testkit;

import com.google.monitoring.v3.TypedValue;
import java.time.Instant;

/**
 * One point of a series.
 *
 * @param start where its interval begins; its end for a gauge
 * @param end where its interval ends
 * @param value what was measured
 */
public record StoredPoint(Instant start, Instant end, TypedValue value) {
    /** The value, where it is a number or a flag. */
    public double number() {
        return switch (value.getValueCase()) {
            case INT64_VALUE -> (double) value.getInt64Value();
            case DOUBLE_VALUE -> value.getDoubleValue();
            case BOOL_VALUE -> value.getBoolValue() ? 1 : 0;
            default -> throw new IllegalStateException("not a number: " + value);
        };
    }
}
