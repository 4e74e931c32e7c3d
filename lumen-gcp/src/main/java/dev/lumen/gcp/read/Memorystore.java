package dev.lumen.gcp.read;

import static dev.lumen.gcp.read.SeriesQuery.quoted;

import com.google.monitoring.v3.Aggregation.Aligner;
import com.google.monitoring.v3.Aggregation.Reducer;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * A cache of Memorystore's: an instance of Redis, a Redis Cluster or an instance of Valkey. Counts of look-ups are those of the
 * primary nodes: what replicas answer is not in them. Metric types are those that Google lists; of Valkey their kinds could not be
 * checked, and are taken to be those of Redis Cluster, whose names they share. Immutable and thread-safe.
 */
public final class Memorystore {
    private static final String PRIMARY = "metric.labels.role = \"primary\"";

    private final Product product;
    private final String location;
    private final String id;

    private Memorystore(Product product, String location, String id) {
        this.product = product;
        this.location = ResourceId.checked("location of the cache", location);
        this.id = ResourceId.checked("id of the cache", id);
    }

    /**
     * Memorystore for Redis.
     *
     * @param region such as {@code us-central1}
     * @param instance the instance's id, without project and region
     * @throws IllegalArgumentException if one of them is none
     */
    public static Memorystore redis(String region, String instance) {
        return new Memorystore(Product.REDIS, region, instance);
    }

    /**
     * Memorystore for Redis Cluster.
     *
     * @param region such as {@code us-central1}
     * @param cluster the cluster's id
     * @throws IllegalArgumentException if one of them is none
     */
    public static Memorystore cluster(String region, String cluster) {
        return new Memorystore(Product.CLUSTER, region, cluster);
    }

    /**
     * Memorystore for Valkey.
     *
     * @param location such as {@code us-central1}
     * @param instance the instance's id
     * @throws IllegalArgumentException if one of them is none
     */
    public static Memorystore valkey(String location, String instance) {
        return new Memorystore(Product.VALKEY, location, instance);
    }

    /** What to ask: one query for each fact, which is as few as the API allows. */
    public Map<Fact, SeriesQuery> queries(String project, Duration period) {
        Require.present("project", project);
        Map<Fact, SeriesQuery> queries = new EnumMap<>(Fact.class);
        product.metrics.forEach((fact, metric) -> queries.put(fact, query(project, fact, metric, period)));
        return queries;
    }

    private SeriesQuery query(String project, Fact fact, Metric metric, Duration period) {
        String where = product.where(project, location, id) + (metric.byRole ? " AND " + PRIMARY : "");
        Aligner aligner = fact.isCount() ? Aligner.ALIGN_DELTA : Aligner.ALIGN_MEAN;
        return SeriesQuery.of(product.prefix + metric.name, where, aligner, Reducer.REDUCE_SUM, period);
    }

    @Override
    public String toString() {
        return product.words + " " + id + " in " + location;
    }

    /** A metric, and whether its series tell primaries from replicas. */
    private record Metric(String name, boolean byRole) {}

    private enum Product {
        REDIS(
                "Memorystore for Redis",
                "redis.googleapis.com/",
                Map.of(
                        Fact.HITS, new Metric("stats/keyspace_hits", true),
                        Fact.MISSES, new Metric("stats/keyspace_misses", true),
                        Fact.EVICTIONS, new Metric("stats/evicted_keys", true),
                        Fact.EXPIRATIONS, new Metric("stats/expired_keys", true),
                        Fact.USED, new Metric("stats/memory/usage", true),
                        Fact.CAPACITY, new Metric("stats/memory/maxmemory", true),
                        Fact.KEYS, new Metric("keyspace/keys", true))) {
            @Override
            String where(String project, String location, String id) {
                return "resource.type = \"redis_instance\" AND resource.labels.instance_id = "
                        + quoted("projects/" + project + "/locations/" + location + "/instances/" + id);
            }
        },
        CLUSTER("Memorystore for Redis Cluster", "redis.googleapis.com/cluster/", ofTotals()) {
            @Override
            String where(String project, String location, String id) {
                return "resource.type = \"redis.googleapis.com/Cluster\" AND resource.labels.location = "
                        + quoted(location) + " AND resource.labels.cluster_id = " + quoted(id);
            }
        },
        VALKEY("Memorystore for Valkey", "memorystore.googleapis.com/instance/", ofTotals()) {
            @Override
            String where(String project, String location, String id) {
                return "resource.type = \"memorystore.googleapis.com/Instance\" AND resource.labels.location = "
                        + quoted(location) + " AND resource.labels.instance_id = " + quoted(id);
            }
        };

        private final String words;
        private final String prefix;

        @SuppressWarnings("ImmutableEnumChecker") // Map.of cannot be changed
        private final Map<Fact, Metric> metrics;

        Product(String words, String prefix, Map<Fact, Metric> metrics) {
            this.words = words;
            this.prefix = prefix;
            this.metrics = metrics;
        }

        /** Which of the product's resources it is. */
        abstract String where(String project, String location, String id);

        private static Map<Fact, Metric> ofTotals() {
            return Map.of(
                    Fact.HITS, new Metric("stats/total_keyspace_hits_count", true),
                    Fact.MISSES, new Metric("stats/total_keyspace_misses_count", true),
                    Fact.EVICTIONS, new Metric("stats/total_evicted_keys_count", false),
                    Fact.EXPIRATIONS, new Metric("stats/total_expired_keys_count", false),
                    Fact.USED, new Metric("memory/total_used_memory", false),
                    Fact.CAPACITY, new Metric("memory/size", false),
                    Fact.KEYS, new Metric("keyspace/total_keys", false));
        }
    }
}
