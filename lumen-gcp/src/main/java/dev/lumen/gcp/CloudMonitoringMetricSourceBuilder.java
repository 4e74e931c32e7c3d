package dev.lumen.gcp;

import com.google.monitoring.v3.Aggregation.Aligner;
import com.google.monitoring.v3.Aggregation.Reducer;
import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.observe.Window;
import dev.lumen.api.units.Require;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.read.CloudRunService;
import dev.lumen.gcp.read.Fact;
import dev.lumen.gcp.read.Memorystore;
import dev.lumen.gcp.read.SeriesQuery;
import dev.lumen.gcp.write.CacheHitRate;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what a {@link CloudMonitoringMetricSource} needs to know; only the link is a must. Not thread-safe. */
public final class CloudMonitoringMetricSourceBuilder {
    private static final Duration LOOKBACK = Duration.ofHours(1);
    private static final Duration PERIOD = Duration.ofMinutes(5);
    private static final Duration SHORTEST_PERIOD = Duration.ofMinutes(1);
    private static final Duration LONGEST_LOOKBACK = Duration.ofDays(41);
    private static final Duration DELAY = Duration.ofMinutes(5);
    private static final Duration TIME_LIMIT = Duration.ofSeconds(5);

    final MonitoringLink link;
    Optional<String> name = Optional.empty();
    Duration lookback = LOOKBACK;
    Duration period = PERIOD;
    Duration delay = DELAY;
    Duration timeLimit = TIME_LIMIT;
    InstantSource clock = InstantSource.system();
    Optional<TtlAdvisor> advisor = Optional.empty();
    private Optional<String> ratioMetric = Optional.empty();
    private String ratioConditions = "";
    private Optional<Memorystore> memorystore = Optional.empty();
    private Optional<CloudRunService> latencyOf = Optional.empty();
    private boolean severalCaches;

    CloudMonitoringMetricSourceBuilder(MonitoringLink link) {
        this.link = Require.present("Monitoring link", link);
    }

    /** What reports call the source; {@code Cloud Monitoring}, project and endpoint unless set. */
    public CloudMonitoringMetricSourceBuilder name(String name) {
        this.name = Optional.of(Require.notBlank("name of the Cloud Monitoring source", name));
        return this;
    }

    /** Reads a cache of Memorystore's: look-ups, evictions, expirations, memory and keys. */
    public CloudMonitoringMetricSourceBuilder memorystore(Memorystore cache) {
        this.memorystore = Optional.of(Require.present("Memorystore cache", cache));
        return this;
    }

    /**
     * Reads a hit ratio from 0 to 1 that the service writes as a gauge, such as the guide's {@code
     * custom.googleapis.com/cache_hit_rate}: the mean over its series, and over the window. Counts of Memorystore's win over it.
     *
     * @param metricType a metric type
     */
    public CloudMonitoringMetricSourceBuilder hitRatio(String metricType) {
        this.ratioMetric = Optional.of(Require.notBlank("metric type of the hit ratio", metricType));
        return this;
    }

    /**
     * The same of some of its series only.
     *
     * @param metricType a metric type
     * @param conditions a monitoring filter's, such as {@code resource.labels.job = "ion-api"}
     */
    public CloudMonitoringMetricSourceBuilder hitRatio(String metricType, String conditions) {
        this.ratioConditions = Require.notBlank("conditions on the hit ratio", conditions);
        return hitRatio(metricType);
    }

    /** Reads the latency of a service's requests as the cache's p95: an upper bound of it, and said to be one. */
    public CloudMonitoringMetricSourceBuilder latencyOf(CloudRunService service) {
        this.latencyOf = Optional.of(Require.present("Cloud Run service", service));
        return this;
    }

    /** Says that the server holds other caches too: its hits and misses then belong to none of them, and are not asked for. */
    public CloudMonitoringMetricSourceBuilder holdsSeveralCaches() {
        this.severalCaches = true;
        return this;
    }

    /**
     * How long the window is; an hour unless set. Whole periods, and at most the 41 days for which Google keeps its own metrics
     * in full.
     */
    public CloudMonitoringMetricSourceBuilder lookback(Duration lookback) {
        this.lookback = Require.positive("lookback", lookback);
        return this;
    }

    /** How long the periods are by which the API sums up; five minutes unless set, a minute at least. */
    public CloudMonitoringMetricSourceBuilder alignment(Duration period) {
        this.period = Require.positive("alignment period", period);
        return this;
    }

    /** How long ago the window ends; five minutes unless set, since points may be that late. */
    public CloudMonitoringMetricSourceBuilder visibleAfter(Duration delay) {
        this.delay = Require.notNegative("delay of visibility", delay);
        return this;
    }

    /** How long a reading may take, retries and connecting included; 5 s unless set. */
    public CloudMonitoringMetricSourceBuilder timeLimit(Duration limit) {
        this.timeLimit = Require.positive("time limit of a reading", limit);
        return this;
    }

    /** Knows the TTL in force, which the readings then carry. */
    public CloudMonitoringMetricSourceBuilder advisor(TtlAdvisor advisor) {
        this.advisor = Optional.of(Require.present("TTL advisor", advisor));
        return this;
    }

    /** Tells the time; the system's unless set. */
    public CloudMonitoringMetricSourceBuilder clock(InstantSource clock) {
        this.clock = Require.present("clock", clock);
        return this;
    }

    /**
     * The source; nothing is asked before it is read.
     *
     * @throws IllegalArgumentException if lookback and alignment do not go together
     */
    public CloudMonitoringMetricSource build() {
        boolean whole = period.equals(period.truncatedTo(ChronoUnit.SECONDS))
                && period.compareTo(SHORTEST_PERIOD) >= 0
                && lookback.toNanos() % period.toNanos() == 0;
        if (!whole || lookback.compareTo(LONGEST_LOOKBACK) > 0) {
            throw Require.refused(
                    "lookback and alignment period",
                    lookback + " and " + period,
                    "a period of whole seconds, " + SHORTEST_PERIOD + " or more, and a lookback of whole periods up to "
                            + LONGEST_LOOKBACK);
        }
        if (memorystore.isEmpty() && latencyOf.isEmpty() && ratioMetric.isEmpty()) {
            ratioMetric = Optional.of(CacheHitRate.TYPE);
        }
        return new CloudMonitoringMetricSource(this);
    }

    Map<Fact, SeriesQuery> queries() {
        Map<Fact, SeriesQuery> queries = new EnumMap<>(Fact.class);
        memorystore.ifPresent(cache -> queries.putAll(cache.queries(link.project(), period)));
        if (severalCaches) {
            queries.remove(Fact.HITS);
            queries.remove(Fact.MISSES);
        }
        ratioMetric.ifPresent(type -> queries.put(
                Fact.HIT_RATIO,
                SeriesQuery.of(type, ratioConditions, Aligner.ALIGN_MEAN, Reducer.REDUCE_MEAN, period)));
        // A percentile of an hour cannot be had from those of its parts, so that is one period.
        latencyOf.ifPresent(service -> queries.put(Fact.P95_MILLIS, service.p95Latency(lookback)));
        return queries;
    }

    /** What readings mean. */
    List<String> meaning() {
        return latencyOf
                .map(service -> List.of("the p95 latency is that of the requests of " + service
                        + ", of which looking up the cache is a part"))
                .orElse(List.of());
    }

    /** What there is none of, and what to do about it. */
    String nothingIn(Window window) {
        StringBuilder said = new StringBuilder(
                "no points in the last " + CloudMonitoringMetricSource.hours(window.length()) + " of");
        memorystore.ifPresent(cache -> said.append(" ").append(cache).append(';'));
        ratioMetric.ifPresent(type -> said.append(" ").append(type).append(';'));
        latencyOf.ifPresent(
                service -> said.append(" the requests of ").append(service).append(';'));
        memorystore.ifPresent(cache -> said.append(" check its location and id;"));
        ratioMetric.ifPresent(type -> said.append(" if the metric is not there yet, create it: ")
                .append(creating(type))
                .append(", and have the service write to it;"));
        return said.substring(0, said.length() - 1);
    }

    /** By the API: the guide's {@code gcloud monitoring metric-descriptors create} is no command of gcloud's. */
    private String creating(String type) {
        return "curl -H \"Authorization: Bearer $(gcloud auth print-access-token)\" -H 'Content-Type: application/json'"
                + " https://monitoring.googleapis.com/v3/" + link.projectName() + "/metricDescriptors -d '{\"type\": \""
                + type + "\", \"metricKind\": \"GAUGE\", \"valueType\": \"DOUBLE\"}'";
    }
}
