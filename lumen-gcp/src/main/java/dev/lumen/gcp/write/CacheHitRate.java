package dev.lumen.gcp.write;

import com.google.api.MetricDescriptor;
import com.google.api.MetricDescriptor.MetricKind;
import com.google.api.MetricDescriptor.ValueType;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Require;
import dev.lumen.gcp.link.Deadline;
import dev.lumen.gcp.link.MonitoringLink;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Writes the guide's own metric, {@code custom.googleapis.com/cache_hit_rate}, and makes its descriptor where there is none: for a
 * service that counts its look-ups itself, and to send test data. The resource is {@code generic_task}: Cloud Run's own, as in the
 * guide, is not among those that Google lists for metrics of one's own.
 *
 * <p>Thread-safe. The link stays its owner's to close.
 */
public final class CacheHitRate {
    /** The metric type. */
    public static final String TYPE = "custom.googleapis.com/cache_hit_rate";

    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(5);

    private static final MetricDescriptor DESCRIPTOR = MetricDescriptor.newBuilder()
            .setType(TYPE)
            .setMetricKind(MetricKind.GAUGE)
            .setValueType(ValueType.DOUBLE)
            .setUnit("1")
            .setDescription("Cache hit rate, 0 to 1")
            .build();

    private final SeriesWriter writer;
    private final Duration timeLimit;

    /**
     * A writer.
     *
     * @param link where to
     * @param identity who writes
     * @param timeLimit how long one write may take, retries included
     */
    public CacheHitRate(MonitoringLink link, WriterIdentity identity, Duration timeLimit) {
        Require.present("Monitoring link", link);
        Require.present("writer's identity", identity);
        this.timeLimit = Require.positive("time limit of writing", timeLimit);
        this.writer = new SeriesWriter(link, identity, SHORTEST_INTERVAL);
    }

    /**
     * Writes one point, unless the last one is less than five seconds older.
     *
     * @param hitRatio the hit ratio
     * @param at when it was true: not later than five minutes from now, not older than a day
     * @return whether it was written
     * @throws IOException if it could not be
     */
    public boolean write(Ratio hitRatio, Instant at) throws IOException, InterruptedException {
        Require.present("hit ratio", hitRatio);
        Require.present("time of the hit ratio", at);
        Sample sample = new Sample(TYPE, ValueType.DOUBLE, Map.of(), hitRatio.value());
        return writer.write(TYPE, List.of(DESCRIPTOR), List.of(sample), at, Deadline.in(timeLimit)) == 1;
    }
}
