package dev.lumen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.advise.Overrides;
import dev.lumen.api.feedback.MissingPart;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.api.testkit.Metrics;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever hangs, a run comes back within its deadline and has lost that part alone. */
@Timeout(30)
class HangsTest {
    private static final CacheName CACHE = CacheName.of("hangs");
    private static final Duration DEADLINE = Duration.ofMillis(2500);

    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        release.countDown();
    }

    @Test
    void two_sources_that_hang_leave_the_third_its_turn() {
        UnifiedFeedback feedback = run(
                builder -> builder.source(hanging("one")).source(hanging("two")).source(named("three")));
        assertThat(feedback.cache().orElseThrow().metrics().source()).isEqualTo("three");
        assertThat(feedback.missing()).isEmpty();
    }

    @Test
    void sources_that_hang_leave_the_stand_in_its_turn() {
        UnifiedFeedback feedback = run(
                builder -> builder.source(hanging("one")).source(hanging("two")).fallback(named("demo")));
        assertThat(feedback.cache().orElseThrow().metrics().source()).isEqualTo("demo");
    }

    @Test
    void a_ttl_policy_that_hangs_costs_the_ttl_section_alone() {
        UnifiedFeedback feedback = run(builder -> builder.source(named("redis")).ttlPolicy(context -> {
            throw hang();
        }));
        assertThat(feedback.missing()).map(MissingPart::source).containsExactly("TTL policy");
        assertThat(feedback.size()).isPresent();
        assertThat(feedback.gate()).isPresent();
    }

    @Test
    void a_size_optimizer_that_hangs_costs_the_size_section_alone() {
        UnifiedFeedback feedback = run(builder -> builder.source(named("redis")).sizeOptimizer(context -> {
            throw hang();
        }));
        assertThat(feedback.missing()).map(MissingPart::source).containsExactly("size optimizer");
        assertThat(feedback.ttl()).isPresent();
        assertThat(feedback.gate()).isPresent();
    }

    @Test
    void a_gate_that_hangs_costs_the_gate_alone() {
        UnifiedFeedback feedback = run(builder -> builder.source(named("redis")).gate(inputs -> {
            throw hang();
        }));
        assertThat(feedback.missing()).map(MissingPart::source).containsExactly("gate");
        assertThat(feedback.ttl()).isPresent();
        assertThat(feedback.size()).isPresent();
    }

    @Test
    void overrides_that_hang_leave_everything_as_it_is() {
        UnifiedFeedback feedback = run(builder -> builder.source(named("redis")).overrides(() -> {
            throw hang();
        }));
        assertThat(feedback.missing()).map(MissingPart::source).containsExactly("overrides");
        assertThat(feedback.overrides()).isEqualTo(Overrides.NONE.withOptimizationDisabled());
        assertThat(feedback.ttl().orElseThrow().withoutOverride()).isPresent();
    }

    @Test
    void overrides_that_are_null_leave_everything_as_it_is() {
        UnifiedFeedback feedback = run(builder -> builder.source(named("redis")).overrides(() -> null));
        assertThat(feedback.overrides()).isEqualTo(Overrides.NONE.withOptimizationDisabled());
    }

    @Test
    void a_cost_trend_that_hangs_costs_the_trend_alone() {
        UnifiedFeedback feedback = run(builder -> builder.source(named("redis")).costTrendPercent(() -> {
            throw hang();
        }));
        assertThat(feedback.missing()).map(MissingPart::source).containsExactly("cost trend");
        assertThat(feedback.overrides()).isEqualTo(Overrides.NONE);
        assertThat(feedback.ttl()).isPresent();
    }

    @Test
    void a_cost_trend_that_is_no_number_is_refused_by_name() {
        UnifiedFeedback feedback =
                run(builder -> builder.source(named("redis")).costTrendPercent(() -> OptionalDouble.of(Double.NaN)));
        assertThat(feedback.missing())
                .map(MissingPart::detail)
                .containsExactly("cost trend answered with something impossible: cost trend is NaN, allowed: a finite"
                        + " number");
    }

    @Test
    void a_sink_that_hangs_keeps_the_feedback_from_nobody() {
        AtomicInteger told = new AtomicInteger();
        UnifiedFeedback feedback = run(builder -> builder.source(named("redis"))
                .sink(ignored -> {
                    throw hang();
                })
                .sink(ignored -> told.incrementAndGet()));
        assertThat(feedback.missing()).isEmpty();
        assertThat(told).hasValue(1);
    }

    @Test
    void a_store_that_hangs_costs_the_state_alone() {
        UnifiedFeedback feedback = run(builder -> builder.source(named("redis")).stateStore(new Store(release)));
        assertThat(feedback.missing()).isEmpty();
        assertThat(feedback.notices()).anyMatch(notice -> notice.contains("could not be loaded"));
    }

    @Test
    void everything_that_hangs_at_once_still_comes_back_in_time() {
        UnifiedFeedback feedback = run(builder -> builder.source(hanging("one"))
                .source(hanging("two"))
                .fallback(hanging("demo"))
                .stateStore(new Store(release))
                .overrides(() -> {
                    throw hang();
                })
                .costTrendPercent(() -> {
                    throw hang();
                })
                .gate(inputs -> {
                    throw hang();
                })
                .sink(ignored -> {
                    throw hang();
                }));
        assertThat(feedback.missing())
                .map(MissingPart::source)
                .containsExactlyInAnyOrder("one", "two", "demo", "overrides", "cost trend", "gate");
    }

    private UnifiedFeedback run(UnaryOperator<OrchestratorBuilder> configured) {
        try (FeedbackOrchestrator lumen = configured
                .apply(FeedbackOrchestrator.builder(CACHE)
                        .clock(() -> Metrics.NOW)
                        .deadline(DEADLINE))
                .build()) {
            long start = System.nanoTime();
            UnifiedFeedback feedback = lumen.run();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE);
            release.countDown();
            return feedback;
        }
    }

    /** Ignores interruption until the test lets go. */
    private IllegalStateException hang() {
        awaitUninterruptibly(release);
        return new IllegalStateException("let go");
    }

    private MetricSource hanging(String name) {
        return new Named(name) {
            @Override
            public Reading read(CacheName cache) {
                throw hang();
            }
        };
    }

    private static MetricSource named(String name) {
        return new Named(name);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
        }
    }

    /** Reads the example hour. */
    private static class Named implements MetricSource {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public Reading read(CacheName cache) {
            var metrics = Metrics.typical().build();
            return new Reading.Windowed(metrics.window(), metrics.lookups(), metrics.removals(), metrics.gauges());
        }

        @Override
        public String name() {
            return name;
        }
    }

    /** Hangs when it is asked to load. */
    private static final class Store implements StateStore {
        private final CountDownLatch release;

        Store(CountDownLatch release) {
            this.release = release;
        }

        @Override
        public Optional<StoredState> load() {
            awaitUninterruptibly(release);
            return Optional.empty();
        }

        @Override
        public void save(StoredState state) {}
    }
}
