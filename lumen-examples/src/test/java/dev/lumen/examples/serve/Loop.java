package dev.lumen.examples.serve;

import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.FeedbackOrchestrator;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What a service of a test runs: a real run of the loop, before it whatever the test wants, and how often, and how many at once. */
final class Loop implements Supplier<UnifiedFeedback>, AutoCloseable {
    /** As they are, but for what stopping costs. */
    static final Limits LIMITS = limits(Limits.STANDARD);

    static final CacheName CACHE = CacheName.of("answers");

    final LatestFeedback latest = new LatestFeedback();
    final AtomicInteger begun = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    volatile Runnable before = () -> {};

    private final AtomicInteger atOnce = new AtomicInteger();
    private final FeedbackOrchestrator orchestrator = FeedbackOrchestrator.builder(CACHE)
            .source(cache -> reading(Instant.now()))
            .sink(latest)
            .build();

    /** The same with connections that are let go at once when the service stops. */
    static Limits limits(Limits of) {
        return new Limits(
                of.body(),
                of.reading(),
                of.idle(),
                of.answering(),
                of.connections(),
                of.stopping(),
                Duration.ofMillis(20));
    }

    /** A service of this loop, on any port of the loopback interface, whose runs do not wait for each other. */
    ServiceBuilder service() {
        return new ServiceBuilder(this, latest).limits(LIMITS).rest(Duration.ZERO);
    }

    @Override
    public UnifiedFeedback get() {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        begun.incrementAndGet();
        try {
            before.run();
            return orchestrator.run();
        } finally {
            atOnce.decrementAndGet();
        }
    }

    @Override
    public void close() {
        orchestrator.close();
    }

    /** The guide's golden case: 65 % hits at 300 s, for which the rules advise 420 s. */
    static Reading reading(Instant now) {
        return new Reading.Windowed(
                Window.ending(now, Duration.ofHours(1)),
                Lookups.counted(6_500, 3_500),
                Removals.evicted(0),
                Gauges.builder()
                        .used(ByteSize.ofMegabytes(192))
                        .capacity(ByteSize.ofMegabytes(256))
                        .build());
    }
}
