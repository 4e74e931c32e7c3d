package dev.lumen.examples.cli;

import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.core.OrchestratorBuilder;
import dev.lumen.core.config.LumenConfig;
import dev.lumen.gcp.CloudMonitoringMetricSource;
import dev.lumen.gcp.CloudMonitoringMetricSourceBuilder;
import dev.lumen.gcp.dashboard.FeedbackDashboard;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.service.CloudMonitoringMaturitySource;
import dev.lumen.gcp.service.CloudMonitoringSloSource;
import dev.lumen.gcp.service.CloudRunSpendSource;
import dev.lumen.gcp.write.CacheHitRate;
import dev.lumen.gcp.write.CloudMonitoringSink;
import dev.lumen.gcp.write.WriterIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The Google Cloud project that PROJECT_ID names, as sources and a sink. With REGION and SERVICE_NAME, Cloud Run's latency is read;
 * with MEMORYSTORE_INSTANCE and MEMORYSTORE_PRODUCT, that instance in place of the guide's {@code custom.googleapis.com/cache_hit_rate};
 * with prices, spend.
 * MONITORING_ENDPOINT leads elsewhere: on localhost, 127.0.0.1 and [::1] in plaintext and without credentials, for tests; anywhere
 * else over TLS, so that credentials never travel in the clear.
 *
 * <p>Nothing is opened before the first reading. Only to be named where there is a project: the short commands do without the classes
 * behind it.
 */
final class GoogleCloud implements AutoCloseable {
    /** What a cache is called that has no other name. */
    private static final String UNNAMED = "cache";

    private static final String ANYWHERE = "global";
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** In less time nothing is begun. */
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final LumenConfig config;
    private final CloudSettings settings;
    private final MonitoringLink link;
    private final Pace pace;

    /**
     * How long the project may take.
     *
     * @param reading for each reading, all of which go out at once
     * @param writing for a feedback
     */
    record Pace(Duration reading, Duration writing) {}

    private GoogleCloud(LumenConfig config, CloudSettings settings, MonitoringLink link, Pace pace) {
        this.config = config;
        this.settings = settings;
        this.link = link;
        this.pace = pace;
    }

    /**
     * The project {@code id}. What is wrong in the environment ends the command, all of it named at once.
     *
     * @param pace how long what is asked of it may take
     */
    static GoogleCloud of(String id, LumenConfig config, Console console, Pace pace) {
        CloudSettings settings = new CloudSettings(config, id, console.environment());
        if (!settings.problems().isEmpty()) {
            throw new Failure(ExitStatus.CONFIGURATION, String.join("\nlumen: ", settings.problems()));
        }
        return new GoogleCloud(config, settings, settings.link.orElseThrow().build(), pace);
    }

    /** What feedback on its cache is about: the service's name, else {@code other}. */
    String cacheName(Optional<String> other) {
        return config.place().serviceName().or(() -> other).orElse(UNNAMED);
    }

    /** Whether it says what a return on the cache's cost is reckoned from: look-ups and a capacity. */
    boolean hasReturn() {
        return settings.instance.isPresent();
    }

    /** Has {@code builder} read the cache. */
    void cacheInto(OrchestratorBuilder builder) {
        CloudMonitoringMetricSourceBuilder source =
                CloudMonitoringMetricSource.of(link).lookback(config.lookback()).timeLimit(pace.reading());
        settings.instance.ifPresentOrElse(source::memorystore, () -> source.hitRatio(CacheHitRate.TYPE));
        settings.service.ifPresent(source::latencyOf);
        builder.source(source.build());
    }

    /** Has {@code builder} read what there is about the service: what it costs where prices are known. */
    void serviceInto(OrchestratorBuilder builder) {
        builder.sloSource(CloudMonitoringSloSource.of(link).within(pace.reading()));
        builder.maturitySource(new CloudMonitoringMaturitySource(link, pace.reading()));
        settings.prices.ifPresent(prices -> builder.costSource(new CloudRunSpendSource(
                link, settings.service.orElseThrow(), prices, pace.reading(), InstantSource.system())));
    }

    /** What writes each feedback to it. */
    CloudMonitoringSink sink() {
        return sink(pace.writing());
    }

    private CloudMonitoringSink sink(Duration time) {
        return CloudMonitoringSink.to(link, identity(), INTERVAL, time);
    }

    private WriterIdentity identity() {
        return WriterIdentity.of(
                config.place().region().orElse(ANYWHERE),
                config.place().serviceName().orElse("lumen"));
    }

    /** Writes {@code feedback} to it, and what else is wanted; what could not be written is said, and costs nothing else. */
    void tell(UnifiedFeedback feedback, CloudExtras extras, Console console) {
        Writing writing = new Writing(pace.writing(), console);
        writing.attempt(
                "has not got the metrics of this run", time -> sink(time).accept(feedback));
        extras.testData()
                .ifPresent(ratio -> writing.attempt(
                        "has not got the test data",
                        time -> new CacheHitRate(link, identity(), time).write(ratio, Instant.now())));
        if (extras.dashboard()) {
            writing.attempt("has not got the dashboard", time -> {
                if (!FeedbackDashboard.createIfAbsent(link, time)) {
                    console.note("the dashboard was there, and stays as it is");
                }
            });
        }
    }

    /** One thing after the other, all in one time. */
    private static final class Writing {
        private final long end;
        private final Console console;

        Writing(Duration time, Console console) {
            this.end = System.nanoTime() + time.toNanos();
            this.console = console;
        }

        void attempt(String otherwise, Step step) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (left.compareTo(MOMENT) < 0) {
                console.note("Cloud Monitoring " + otherwise + ": no time was left of --deadline");
                return;
            }
            try {
                step.within(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                console.note("Cloud Monitoring " + otherwise + ": " + Cause.of(e));
            }
        }
    }

    private interface Step {
        void within(Duration time) throws Exception;
    }

    @Override
    public void close() {
        link.close();
    }
}
