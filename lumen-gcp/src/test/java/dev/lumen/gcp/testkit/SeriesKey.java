package dev.lumen.gcp.testkit;

import com.google.api.Metric;
import com.google.api.MonitoredResource;
import java.util.Map;
import java.util.TreeMap;

/**
 * What makes a time series the one that it is.
 *
 * @param metricType its metric
 * @param metricLabels its metric's labels
 * @param resourceType its resource
 * @param resourceLabels its resource's labels
 */
public record SeriesKey(
        String metricType, Map<String, String> metricLabels, String resourceType, Map<String, String> resourceLabels) {
    public SeriesKey {
        metricLabels = Map.copyOf(metricLabels);
        resourceLabels = Map.copyOf(resourceLabels);
    }

    static SeriesKey of(Metric metric, MonitoredResource resource) {
        return new SeriesKey(metric.getType(), metric.getLabelsMap(), resource.getType(), resource.getLabelsMap());
    }

    Metric metric() {
        return Metric.newBuilder()
                .setType(metricType)
                .putAllLabels(metricLabels)
                .build();
    }

    MonitoredResource resource() {
        return MonitoredResource.newBuilder()
                .setType(resourceType)
                .putAllLabels(resourceLabels)
                .build();
    }

    /** What a filter's selector finds; a label that is not there is the empty string. */
    String select(String selector) {
        String label = selector.substring(selector.lastIndexOf('.') + 1);
        return switch (selector) {
            case "metric.type" -> metricType;
            case "resource.type" -> resourceType;
            case "project" -> resourceLabels.getOrDefault("project_id", "");
            default -> (selector.startsWith("metric.") ? metricLabels : resourceLabels).getOrDefault(label, "");
        };
    }

    /** As the service's messages write it. */
    @Override
    public String toString() {
        return resourceType + braced(resourceLabels) + " " + metricType + braced(metricLabels);
    }

    private static String braced(Map<String, String> labels) {
        StringBuilder text = new StringBuilder("{");
        new TreeMap<>(labels)
                .forEach((key, value) -> text.append(text.length() == 1 ? "" : ",")
                        .append(key)
                        .append(':')
                        .append(value));
        return text.append('}').toString();
    }
}
