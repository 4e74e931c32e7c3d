package dev.lumen.gcp;

import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.NoDataException;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Window;
import dev.lumen.gcp.link.Deadline;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.read.CacheFacts;
import dev.lumen.gcp.read.Fact;
import dev.lumen.gcp.read.SeriesQuery;
import dev.lumen.gcp.read.SeriesReading;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Reads a cache's metrics from Cloud Monitoring: those of Memorystore, or a hit ratio that the service writes itself, and the
 * latency of a service on Cloud Run. Readings are windows: of an hour, in periods of five minutes, and ended five minutes ago, since
 * what Memorystore measures can be seen after up to five minutes.
 *
 * <p>The API takes one metric a call, so a reading is {@link #callsPerReading()} calls, all at once: 7 for Memorystore, 1 for a
 * hit ratio, 1 for a latency. Each returns one time series, as the API adds them up over nodes and revisions. What cannot be
 * read of several is absent, and {@link #notices()} says so; what has no points is absent and never zero. Where nothing has any,
 * the reading is missing as NO_DATA, and says what to do about it.
 *
 * <p>{@link #read} returns or throws within the time limit, whatever the API does: what may pass is tried again until then. To be
 * called by one thread at a time. The link stays its owner's to close.
 */
public final class CloudMonitoringMetricSource implements MetricSource {
    private final String name;
    private final MonitoringLink link;
    private final Map<Fact, SeriesQuery> queries;
    private final CloudMonitoringMetricSourceBuilder how;
    private final InstantSource clock;
    private final Optional<TtlAdvisor> advisor;
    private volatile List<String> notices = List.of();

    CloudMonitoringMetricSource(CloudMonitoringMetricSourceBuilder how) {
        this.how = how;
        this.link = how.link;
        this.queries = how.queries();
        this.name = how.name.orElse("Cloud Monitoring, " + link);
        this.clock = how.clock;
        this.advisor = how.advisor;
    }

    /** A source of what {@code link} leads to; reads {@code custom.googleapis.com/cache_hit_rate} unless told what to read. */
    public static CloudMonitoringMetricSourceBuilder of(MonitoringLink link) {
        return new CloudMonitoringMetricSourceBuilder(link);
    }

    /** How many calls of the API a reading takes, retries aside; each returns one time series at most. */
    public int callsPerReading() {
        return queries.size();
    }

    /**
     * Reads the window that ended five minutes ago (the visibility delay).
     *
     * @throws NoDataException if nothing that was asked for has a point in it
     * @throws IOException if the API answers nothing within the time limit; says what was asked and why not
     */
    @Override
    public Reading read(CacheName cache) throws Exception {
        Window asked = window();
        List<String> said = new ArrayList<>();
        CacheFacts facts = new CacheFacts(answers(asked, said), asked, how.period);
        if (facts.isEmpty()) {
            throw new NoDataException(how.nothingIn(asked));
        }
        said.addAll(facts.gaps());
        said.addAll(how.meaning());
        Gauges.Builder gauges = Gauges.builder();
        advisor.ifPresent(known -> gauges.ttl(known.inForce()));
        Reading reading = facts.reading(gauges);
        notices = List.copyOf(said);
        return reading;
    }

    private Window window() {
        Instant end = clock.instant().minus(how.delay).truncatedTo(ChronoUnit.MINUTES);
        return Window.ending(end, how.lookback);
    }

    /** Asks all at once. What fails is said, unless everything does. */
    private Map<Fact, NavigableMap<Instant, Double>> answers(Window asked, List<String> said)
            throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(how.timeLimit);
        Map<Fact, SeriesReading> underWay = new EnumMap<>(Fact.class);
        try {
            for (Map.Entry<Fact, SeriesQuery> query : queries.entrySet()) {
                underWay.put(query.getKey(), SeriesReading.start(link, query.getValue(), asked, deadline));
            }
            return await(underWay, said);
        } finally {
            underWay.values().forEach(SeriesReading::cancel);
        }
    }

    private static Map<Fact, NavigableMap<Instant, Double>> await(Map<Fact, SeriesReading> underWay, List<String> said)
            throws IOException, InterruptedException {
        Map<Fact, NavigableMap<Instant, Double>> answers = new EnumMap<>(Fact.class);
        Optional<IOException> first = Optional.empty();
        for (Map.Entry<Fact, SeriesReading> reading : underWay.entrySet()) {
            Fact fact = reading.getKey();
            try {
                NavigableMap<Instant, Double> values = reading.getValue().await();
                answers.put(fact, values);
                if (values.isEmpty()) {
                    said.add("not known: " + fact.words() + " (no points in the window)");
                }
            } catch (IOException e) {
                first = Optional.of(first.orElse(e));
                said.add("not known: " + fact.words() + " (" + e.getMessage() + ")");
            }
        }
        if (answers.isEmpty() && first.isPresent()) {
            throw first.get();
        }
        return answers;
    }

    @Override
    public String name() {
        return name;
    }

    /** What the last reading means and lacks, in sentences. */
    @Override
    public List<String> notices() {
        return notices;
    }

    /** The window's length, for messages. */
    static String hours(Duration length) {
        return length.toMinutes() % 60 == 0 ? length.toHours() + " h" : length.toMinutes() + " min";
    }
}
