package dev.lumen.gcp.read;

import static dev.lumen.gcp.read.SeriesQuery.quoted;

import com.google.monitoring.v3.Aggregation.Aligner;
import com.google.monitoring.v3.Aggregation.Reducer;
import java.time.Duration;

/**
 * A service on Cloud Run, over all of its revisions.
 *
 * @param region such as {@code us-central1}
 * @param service its name
 */
public record CloudRunService(String region, String service) {
    private static final String PREFIX = "run.googleapis.com/";

    /** Refuses what is neither a region nor a service's name. */
    public CloudRunService {
        ResourceId.checked("region of the service", region);
        ResourceId.checked("name of the service", service);
    }

    /** The service {@code service} in {@code region}. */
    public static CloudRunService of(String region, String service) {
        return new CloudRunService(region, service);
    }

    /** The 95th percentile of the latency of requests over each {@code period}, in milliseconds. */
    public SeriesQuery p95Latency(Duration period) {
        return query("request_latencies", Reducer.REDUCE_PERCENTILE_95, period);
    }

    /** How many requests there were in each {@code period}. */
    public SeriesQuery requests(Duration period) {
        return query("request_count", Reducer.REDUCE_SUM, period);
    }

    /** The seconds for which instances were billed in each {@code period}. */
    public SeriesQuery billedSeconds(Duration period) {
        return query("container/billable_instance_time", Reducer.REDUCE_SUM, period);
    }

    private SeriesQuery query(String metric, Reducer reducer, Duration period) {
        String where = "resource.type = \"cloud_run_revision\" AND resource.labels.service_name = " + quoted(service)
                + " AND resource.labels.location = " + quoted(region);
        return SeriesQuery.of(PREFIX + metric, where, Aligner.ALIGN_DELTA, reducer, period);
    }

    @Override
    public String toString() {
        return service + " in " + region;
    }
}
