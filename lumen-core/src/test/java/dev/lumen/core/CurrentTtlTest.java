package dev.lumen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.core.govern.TtlInForce;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which TTL a run takes to be in force: the cache says 300 s, the advisor 600 s. */
class CurrentTtlTest {
    private static final CacheName CACHE = CacheName.of("c");
    private static final Duration BY_CACHE = Duration.ofSeconds(300);
    private static final Duration BY_ADVISOR = Duration.ofSeconds(600);

    private final TtlInForce advisor = new TtlInForce(CACHE, TtlBounds.DEFAULT);

    CurrentTtlTest() {
        advisor.set(BY_ADVISOR);
    }

    @Test
    void what_the_cache_says_now_comes_first() {
        assertThat(currentTtl(runs(Optional.of(BY_CACHE)).ttlInForce(advisor), 1))
                .isEqualTo(BY_CACHE);
    }

    @Test
    void where_the_cache_does_not_say_the_advisor_does() {
        assertThat(currentTtl(runs(Optional.empty()).ttlInForce(advisor), 1)).isEqualTo(BY_ADVISOR);
    }

    @Test
    void what_the_advisor_says_now_comes_before_what_the_cache_said_last() {
        assertThat(currentTtl(runs(Optional.of(BY_CACHE)).ttlInForce(advisor), 2))
                .isEqualTo(BY_ADVISOR);
    }

    @Test
    void what_the_cache_said_last_is_better_than_nothing() {
        assertThat(currentTtl(runs(Optional.of(BY_CACHE)), 2)).isEqualTo(BY_CACHE);
    }

    @Test
    void where_nobody_knows_the_configured_standard_is_taken() {
        TtlBounds bounds = new TtlBounds(Duration.ofSeconds(60), Duration.ofHours(1), Duration.ofSeconds(180));
        assertThat(currentTtl(runs(Optional.empty()).ttlBounds(bounds), 1)).isEqualTo(Duration.ofSeconds(180));
    }

    private static Duration currentTtl(OrchestratorBuilder builder, int runs) {
        try (FeedbackOrchestrator lumen = builder.build()) {
            for (int i = 1; i < runs; i++) {
                lumen.run();
            }
            return lumen.run().ttl().orElseThrow().currentTtl();
        }
    }

    /** A source that answers once, with {@code ttl}, and then no more. */
    private static OrchestratorBuilder runs(Optional<Duration> ttl) {
        var metrics = Metrics.typical()
                .gauges(gauges -> ttl.map(value -> Gauges.builder().ttl(value)).orElse(Gauges.builder()))
                .build();
        Deque<Reading> left = new ArrayDeque<>(Arrays.asList(
                new Reading.Windowed(metrics.window(), metrics.lookups(), metrics.removals(), metrics.gauges())));
        MetricSource source = cache -> {
            if (left.isEmpty()) {
                throw new IOException("down");
            }
            return left.pop();
        };
        return FeedbackOrchestrator.builder(CACHE).source(source).clock(() -> Metrics.NOW);
    }
}
