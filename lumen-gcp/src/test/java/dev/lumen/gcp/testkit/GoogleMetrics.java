package dev.lumen.gcp.testkit;

import com.google.api.LabelDescriptor;
import com.google.api.MetricDescriptor;
import com.google.api.MetricDescriptor.MetricKind;
import com.google.api.MetricDescriptor.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Google's own metrics that Lumen reads, with the kinds, types, labels and resources that its lists of metrics give. */
final class GoogleMetrics {
    private static final List<MetricDescriptor> ALL = new ArrayList<>();

    /** The labels of each resource; all of them have to be there. */
    private static final Map<String, Set<String>> RESOURCES = Map.ofEntries(
            Map.entry("global", Set.of("project_id")),
            Map.entry("generic_task", Set.of("project_id", "location", "namespace", "job", "task_id")),
            Map.entry("generic_node", Set.of("project_id", "location", "namespace", "node_id")),
            Map.entry("gce_instance", Set.of("project_id", "instance_id", "zone")),
            Map.entry(
                    "k8s_container",
                    Set.of("project_id", "location", "cluster_name", "namespace_name", "pod_name", "container_name")),
            Map.entry(
                    "cloud_run_revision",
                    Set.of("project_id", "service_name", "revision_name", "location", "configuration_name")),
            Map.entry("redis_instance", Set.of("project_id", "region", "instance_id", "node_id")),
            Map.entry("redis.googleapis.com/Cluster", Set.of("resource_container", "location", "cluster_id")),
            Map.entry("memorystore.googleapis.com/Instance", Set.of("resource_container", "location", "instance_id")));

    /** Those that user-defined metrics may be written against. */
    private static final Set<String> WRITABLE =
            Set.of("global", "generic_task", "generic_node", "gce_instance", "k8s_container");

    static {
        String redis = "redis.googleapis.com/";
        for (String count : List.of("keyspace_hits", "keyspace_misses", "evicted_keys", "expired_keys")) {
            add(redis + "stats/" + count, MetricKind.DELTA, ValueType.INT64, "1", "role");
        }
        add(redis + "stats/memory/usage", MetricKind.GAUGE, ValueType.INT64, "By", "role");
        add(redis + "stats/memory/maxmemory", MetricKind.GAUGE, ValueType.INT64, "By", "role");
        add(redis + "stats/memory/usage_ratio", MetricKind.GAUGE, ValueType.DOUBLE, "1", "role");
        add(redis + "stats/cache_hit_ratio", MetricKind.GAUGE, ValueType.DOUBLE, "1", "role");
        add(redis + "keyspace/keys", MetricKind.GAUGE, ValueType.INT64, "1", "role", "db");
        for (String of : List.of(redis + "cluster/", "memorystore.googleapis.com/instance/")) {
            add(of + "stats/total_keyspace_hits_count", MetricKind.DELTA, ValueType.INT64, "1", "role");
            add(of + "stats/total_keyspace_misses_count", MetricKind.DELTA, ValueType.INT64, "1", "role");
            add(of + "stats/total_evicted_keys_count", MetricKind.DELTA, ValueType.INT64, "1");
            add(of + "stats/total_expired_keys_count", MetricKind.DELTA, ValueType.INT64, "1");
            add(of + "memory/total_used_memory", MetricKind.GAUGE, ValueType.INT64, "By");
            add(of + "memory/size", MetricKind.GAUGE, ValueType.INT64, "By");
            add(of + "keyspace/total_keys", MetricKind.GAUGE, ValueType.INT64, "1");
        }
        String run = "run.googleapis.com/";
        String[] answer = {"response_code", "response_code_class"};
        add(run + "request_latencies", MetricKind.DELTA, ValueType.DISTRIBUTION, "ms", answer);
        add(run + "request_count", MetricKind.DELTA, ValueType.INT64, "1", answer);
        add(run + "container/billable_instance_time", MetricKind.DELTA, ValueType.DOUBLE, "s");
    }

    private GoogleMetrics() {}

    static List<MetricDescriptor> all() {
        return List.copyOf(ALL);
    }

    static boolean isWritable(String resource) {
        return WRITABLE.contains(resource);
    }

    static Set<String> labels(String resource) {
        return RESOURCES.getOrDefault(resource, Set.of());
    }

    private static void add(String type, MetricKind kind, ValueType valueType, String unit, String... labels) {
        MetricDescriptor.Builder descriptor = MetricDescriptor.newBuilder()
                .setType(type)
                .setMetricKind(kind)
                .setValueType(valueType)
                .setUnit(unit);
        for (String label : labels) {
            descriptor.addLabels(LabelDescriptor.newBuilder().setKey(label));
        }
        ALL.add(descriptor.build());
    }
}
