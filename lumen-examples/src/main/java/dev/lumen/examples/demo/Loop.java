package dev.lumen.examples.demo;

import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.core.OrchestratorBuilder;
import dev.lumen.core.govern.DirectSteering;
import dev.lumen.core.govern.DirectSteering.Levers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The loop around the service: an orchestrator that reads the cache, and steering that does what it advises. This is all
 * that a host has to write. For one thread.
 */
final class Loop implements AutoCloseable {
    /** Far beyond what a run takes: what happens must not depend on how busy the machine is. */
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private final CachedService service;
    private final FeedbackOrchestrator orchestrator;
    private final DirectSteering steering;
    private UnifiedFeedback latest;

    /** A loop around {@code service}, which runs once now so that the counters have a beginning. */
    Loop(CachedService service, Scenario scenario, List<FeedbackSink> sinks) {
        this.service = service;
        OrchestratorBuilder lumen = FeedbackOrchestrator.builder(CachedService.NAME)
                .source(service.cache().metricSource())
                .ttlInForce(service.ttl())
                .ttlBounds(scenario.bounds().ttl())
                .sizeBounds(scenario.bounds().size())
                .prices(scenario.prices())
                .clock(service.clock())
                .deadline(DEADLINE)
                .sourceDeadline(DEADLINE);
        sinks.forEach(lumen::sink);
        orchestrator = lumen.build();
        steering =
                new DirectSteering(Levers.BOTH, service.ttl(), service.cache().sizeActuator());
        latest = orchestrator.run();
    }

    /** Runs once and does what is advised; empty where that is nothing. */
    Optional<Change> run() {
        latest = orchestrator.run();
        Setting before = service.setting();
        CacheAction done = apply();
        return done == CacheAction.MAINTAIN
                ? Optional.empty()
                : Optional.of(Change.of(latest, done, before, service.setting()));
    }

    private CacheAction apply() {
        try {
            return steering.apply(latest);
        } catch (Exception e) {
            throw new IllegalStateException("the cache refused a size", e);
        }
    }

    /** The feedback of the last run. */
    UnifiedFeedback latest() {
        return latest;
    }

    @Override
    public void close() {
        orchestrator.close();
    }
}
