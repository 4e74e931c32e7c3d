package dev.lumen.examples.cloudrun;

import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Usd;
import dev.lumen.caffeine.AdvisedCache;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.core.govern.DirectSteering;
import dev.lumen.core.govern.DirectSteering.Levers;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.gcp.CloudMonitoringMetricSource;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.link.MonitoringLinkBuilder;
import dev.lumen.gcp.read.CloudRunService;
import dev.lumen.gcp.service.CloudMonitoringMaturitySource;
import dev.lumen.gcp.service.CloudMonitoringSloSource;
import dev.lumen.gcp.service.CloudRunPrices;
import dev.lumen.gcp.service.CloudRunSpendSource;
import dev.lumen.gcp.write.CacheHitRate;
import dev.lumen.gcp.write.CloudMonitoringSink;
import dev.lumen.gcp.write.WriterIdentity;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lumen within a service on Cloud Run: reads the cache beside it and the project, writes to Cloud Monitoring what it found, and sets the
 * TTL that it advises. One thread of its own runs it, one run at a time. Until the cache has been watched for a while, as after each
 * start of an instance, what instances before have written of the hit ratio stands in.
 */
final class EmbeddedLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedLoop.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** One CPU and half a GiB, billed by the instance, in a region of the first tier: look up your own. */
    private static final CloudRunPrices PRICES =
            new CloudRunPrices(CloudRunPrices.instanceSecond(1, Usd.of(0.000018), 0.5, Usd.of(0.000002)), Usd.of(0));

    private final MonitoringLink link;
    private final CacheHitRate hitRate;
    private final FeedbackOrchestrator orchestrator;
    private final DirectSteering steering;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "lumen-loop");
        daemon.setDaemon(true);
        return daemon;
    });

    EmbeddedLoop(CloudSettings settings, AdvisedCache<?, ?> answers, TtlInForce ttl) {
        String region = settings.region();
        String name = settings.service();
        CacheName cache = ttl.cache();
        MonitoringLinkBuilder to = MonitoringLink.to(settings.project());
        settings.endpoint().ifPresent(endpoint -> to.endpoint(endpoint).plaintext());

        MonitoringLink link = to.build();
        CloudRunService service = CloudRunService.of(region, name);
        WriterIdentity writer = WriterIdentity.of(region, name);
        FeedbackOrchestrator lumen = FeedbackOrchestrator.builder(cache)
                .source(answers.metricSource())
                .source(CloudMonitoringMetricSource.of(link)
                        .hitRatio(CacheHitRate.TYPE)
                        .latencyOf(service)
                        .build())
                .sloSource(CloudMonitoringSloSource.of(link))
                .maturitySource(new CloudMonitoringMaturitySource(link, PATIENCE))
                .costSource(new CloudRunSpendSource(link, service, PRICES, PATIENCE, InstantSource.system()))
                .sink(CloudMonitoringSink.to(link, writer))
                .ttlInForce(ttl)
                .build();
        DirectSteering steering = new DirectSteering(Levers.TTL, ttl, size -> {});

        this.link = link;
        this.hitRate = new CacheHitRate(link, writer, PATIENCE);
        this.orchestrator = lumen;
        this.steering = steering;
    }

    /** Runs every so often; for an instance whose processor is its own between requests, too. */
    @SuppressWarnings("FutureReturnValueIgnored") // a run that fails is in the log, and the next one comes
    void every(Duration interval) {
        thread.scheduleAtFixedRate(
                () -> {
                    try {
                        cycle();
                    } catch (Exception e) {
                        LOG.warn("this run of the loop came to nothing", e);
                    }
                },
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Runs once, for whoever asks; after a run that is under way. */
    UnifiedFeedback run() throws Exception {
        return onThread(this::cycle);
    }

    private UnifiedFeedback cycle() throws Exception {
        UnifiedFeedback feedback = orchestrator.run();
        steering.apply(feedback);
        OptionalDouble ratio = feedback.cache().map(found -> found.hitRatio()).orElse(OptionalDouble.empty());
        if (ratio.isPresent()) {
            try {
                hitRate.write(Ratio.of(ratio.getAsDouble()), Instant.now());
            } catch (IOException e) {
                LOG.warn("the hit ratio was not written: {}", e.getMessage());
            }
        }
        return feedback;
    }

    /** Writes one point of test data, as section 7.1 of the guide does. */
    boolean writeTestData(Ratio ratio) throws Exception {
        return onThread(() -> hitRate.write(ratio, Instant.now()));
    }

    private <T> T onThread(Callable<T> work) throws Exception {
        Future<T> done = thread.submit(work);
        return done.get();
    }

    /** Lets a run that is under way end, for as long as Cloud Run leaves time. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        orchestrator.close();
        link.close();
    }
}
