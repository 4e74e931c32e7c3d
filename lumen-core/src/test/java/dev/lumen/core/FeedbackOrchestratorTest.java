package dev.lumen.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.advise.SizeStrategy;
import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.feedback.Recommendation.Priority;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.json.LumenJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FeedbackOrchestratorTest {
    private static final CacheName CACHE = CacheName.of("ion-api");
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final Duration DEADLINE = Duration.ofMillis(400);

    @Test
    void the_golden_case_of_the_spec_is_good_and_asks_for_420_s() {
        UnifiedFeedback feedback = run(cache -> golden());
        assertThat(feedback.cache().orElseThrow().health()).isEqualTo(CacheHealth.GOOD);
        assertThat(feedback.cache().orElseThrow().action()).isEqualTo(CacheAction.INCREASE_TTL);
        assertThat(feedback.ttl().orElseThrow().recommendedTtl()).isEqualTo(Duration.ofSeconds(420));
        assertThat(feedback.size().orElseThrow().strategy()).isEqualTo(SizeStrategy.MAINTAIN);
        assertThat(feedback.gate().orElseThrow().score()).hasValue(72.5);
        assertThat(feedback.systemHealth()).isEqualTo(SystemHealth.GOOD);
        assertThat(feedback.recommendations().get(0).priority()).isEqualTo(Priority.HIGH);
        assertThat(feedback.missing()).isEmpty();
    }

    @Test
    void a_feedback_survives_json_without_loss() throws IOException {
        UnifiedFeedback feedback = run(cache -> golden());
        assertThat(LumenJson.read(LumenJson.bytes(feedback), UnifiedFeedback.class))
                .isEqualTo(feedback);
    }

    @Test
    void json_puts_the_unit_into_the_name() {
        assertThat(LumenJson.line(run(cache -> golden())))
                .contains("\"currentTtlSeconds\":300", "\"recommendedTtlSeconds\":420")
                .contains("\"recommendedSizeBytes\":268435456", "\"systemHealth\":\"GOOD\"");
    }

    @Test
    void a_server_of_several_caches_gets_size_advice_no_ttl_advice_and_the_reason() {
        UnifiedFeedback feedback = run(new MetricSource() {
            @Override
            public Reading read(CacheName cache) {
                return new Reading.Windowed(
                        Window.ending(NOON, Duration.ofHours(1)),
                        Lookups.unknown(),
                        Removals.evicted(200),
                        Gauges.builder()
                                .used(ByteSize.ofMegabytes(250))
                                .capacity(ByteSize.ofMegabytes(256))
                                .build());
            }

            @Override
            public List<String> notices() {
                return List.of("the server holds several caches");
            }
        });
        assertThat(feedback.size().orElseThrow().strategy()).isEqualTo(SizeStrategy.SCALE_UP);
        assertThat(feedback.ttl().orElseThrow().recommendedTtl())
                .isEqualTo(feedback.ttl().orElseThrow().currentTtl());
        assertThat(feedback.ttl().orElseThrow().reasoning())
                .anyMatch(reason -> reason.text().contains("hit ratio is not known"));
        assertThat(feedback.notices()).contains("the server holds several caches");
    }

    @Test
    void a_source_that_throws_costs_its_section_and_is_named() {
        UnifiedFeedback feedback = run(named("redis", () -> {
            throw new IOException("connection refused");
        }));
        assertThat(feedback.cache()).isEmpty();
        assertThat(feedback.ttl()).isEmpty();
        assertThat(feedback.systemHealth()).isEqualTo(SystemHealth.UNKNOWN);
        assertThat(feedback.missing()).singleElement().satisfies(part -> {
            assertThat(part.source()).isEqualTo("redis");
            assertThat(part.reason()).isEqualTo(MissingReason.FAILED);
            assertThat(part.detail()).contains("connection refused");
        });
    }

    @Test
    void a_source_that_returns_nan_is_refused_by_name() {
        UnifiedFeedback feedback =
                run(named("rubbish", () -> windowed(Lookups.ratioOnly(new dev.lumen.api.units.Ratio(Double.NaN)))));
        assertThat(feedback.missing().get(0).reason()).isEqualTo(MissingReason.INVALID);
        assertThat(feedback.missing().get(0).detail()).contains("NaN", "0 to 1");
    }

    @Test
    void a_source_that_returns_late_costs_no_more_than_the_deadline() {
        CountDownLatch never = new CountDownLatch(1);
        try (FeedbackOrchestrator lumen = orchestrator(named("late", () -> {
            never.await();
            return golden();
        }))) {
            long start = System.nanoTime();
            UnifiedFeedback feedback = lumen.run();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE);
            assertThat(feedback.missing().get(0).reason()).isEqualTo(MissingReason.TIMEOUT);
        }
    }

    @Test
    void a_source_that_ignores_interruption_is_not_asked_again_while_it_hangs() {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        try (FeedbackOrchestrator lumen = orchestrator(named("hung", () -> {
            asked.incrementAndGet();
            awaitUninterruptibly(release);
            return golden();
        }))) {
            lumen.run();
            UnifiedFeedback second = lumen.run();
            assertThat(second.missing().get(0).reason()).isEqualTo(MissingReason.BUSY);
            assertThat(asked).hasValue(1);
            release.countDown();
            pollUntil(() -> lumen.run().cache().isPresent());
        }
    }

    @Test
    void the_next_source_of_a_chain_answers_for_one_that_fails() {
        try (FeedbackOrchestrator lumen = FeedbackOrchestrator.builder(CACHE)
                .source(named("first", () -> {
                    throw new IOException("down");
                }))
                .source(named("second", FeedbackOrchestratorTest::golden))
                .build()) {
            UnifiedFeedback feedback = lumen.run();
            assertThat(feedback.cache().orElseThrow().metrics().source()).isEqualTo("second");
            assertThat(feedback.missing()).isEmpty();
            assertThat(feedback.notices()).anyMatch(notice -> notice.contains("down"));
        }
    }

    @Test
    void last_known_metrics_stand_in_while_young_and_then_the_section_is_missing() {
        AtomicInteger minutes = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        InstantSource clock = () -> NOON.plus(Duration.ofMinutes(minutes.get()));
        try (FeedbackOrchestrator lumen = FeedbackOrchestrator.builder(CACHE)
                .source(named("redis", () -> {
                    if (calls.getAndIncrement() > 0) {
                        throw new IOException("down");
                    }
                    return golden();
                }))
                .clock(clock)
                .build()) {
            lumen.run();
            minutes.set(5);
            UnifiedFeedback stale = lumen.run();
            assertThat(stale.cache().orElseThrow().quality()).isEqualTo(Quality.STALE);
            assertThat(stale.cache().orElseThrow().age()).contains(Duration.ofMinutes(5));
            minutes.set(30);
            assertThat(lumen.run().cache()).isEmpty();
        }
    }

    @Test
    void a_fallback_is_shown_but_nothing_is_derived_from_it() {
        try (FeedbackOrchestrator lumen = FeedbackOrchestrator.builder(CACHE)
                .source(named("redis", () -> {
                    throw new IOException("down");
                }))
                .fallback(cache -> golden())
                .build()) {
            UnifiedFeedback feedback = lumen.run();
            assertThat(feedback.cache().orElseThrow().quality()).isEqualTo(Quality.FALLBACK);
            assertThat(feedback.ttl()).isEmpty();
            assertThat(feedback.gate().orElseThrow().score()).isEmpty();
            assertThat(feedback.recommendations()).isEmpty();
        }
    }

    @Test
    void counters_become_a_window_and_a_reset_begins_a_new_one() {
        List<Reading> readings =
                List.of(counters(0, "a", 1_000, 100), counters(300, "a", 1_800, 300), counters(600, "b", 50, 10));
        AtomicInteger next = new AtomicInteger();
        try (FeedbackOrchestrator lumen = FeedbackOrchestrator.builder(CACHE)
                .source(named("redis", () -> readings.get(next.getAndIncrement())))
                .clock(() -> NOON)
                .build()) {
            assertThat(lumen.run().missing().get(0).reason()).isEqualTo(MissingReason.FIRST_SAMPLE);
            assertThat(lumen.run().cache().orElseThrow().hitRatio()).hasValue(0.8);
            assertThat(lumen.run().missing().get(0).reason()).isEqualTo(MissingReason.COUNTER_RESET);
        }
    }

    @Test
    void a_policy_that_throws_costs_its_own_part() {
        try (FeedbackOrchestrator lumen = FeedbackOrchestrator.builder(CACHE)
                .source(cache -> golden())
                .ttlPolicy(context -> {
                    throw new IllegalStateException("broken");
                })
                .build()) {
            UnifiedFeedback feedback = lumen.run();
            assertThat(feedback.ttl()).isEmpty();
            assertThat(feedback.size()).isPresent();
            assertThat(feedback.missing()).anyMatch(part -> part.source().equals("TTL policy"));
        }
    }

    @Test
    void a_sink_that_fails_stops_neither_the_run_nor_the_others_and_is_reported() {
        List<UnifiedFeedback> told = new ArrayList<>();
        try (FeedbackOrchestrator lumen = FeedbackOrchestrator.builder(CACHE)
                .source(cache -> golden())
                .sink(feedback -> {
                    throw new IOException("disk full");
                })
                .sink(told::add)
                .build()) {
            lumen.run();
            assertThat(told).hasSize(1);
            assertThat(lumen.run().notices()).anyMatch(notice -> notice.contains("disk full"));
        }
    }

    @Test
    void a_store_that_fails_costs_the_state_alone() {
        StateStore broken = new StateStore() {
            @Override
            public Optional<StoredState> load() throws IOException {
                throw new IOException("torn");
            }

            @Override
            public void save(StoredState state) throws IOException {
                throw new IOException("read-only");
            }
        };
        try (FeedbackOrchestrator lumen = FeedbackOrchestrator.builder(CACHE)
                .source(cache -> golden())
                .stateStore(broken)
                .build()) {
            UnifiedFeedback feedback = lumen.run();
            assertThat(feedback.cache()).isPresent();
            assertThat(feedback.notices()).anyMatch(notice -> notice.contains("torn"));
        }
    }

    @Test
    void the_state_store_carries_history_to_another_orchestrator() {
        StateStore store = new dev.lumen.core.state.InMemoryStateStore();
        List<Reading> readings = List.of(counters(0, "a", 1_000, 100), counters(300, "a", 1_800, 300));
        for (int i = 0; i < 2; i++) {
            Reading reading = readings.get(i);
            try (FeedbackOrchestrator lumen = FeedbackOrchestrator.builder(CACHE)
                    .source(named("redis", () -> reading))
                    .stateStore(store)
                    .build()) {
                assertThat(lumen.run().cache().isPresent()).isEqualTo(i == 1);
            }
        }
    }

    @Test
    void callers_that_arrive_during_a_run_share_it() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        try (FeedbackOrchestrator lumen = FeedbackOrchestrator.builder(CACHE)
                .source(named("slow", () -> {
                    asked.incrementAndGet();
                    reading.countDown();
                    release.await();
                    return golden();
                }))
                .build()) {
            FutureTask<UnifiedFeedback> first = new FutureTask<>(lumen::run);
            new Thread(first).start();
            assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
            FutureTask<UnifiedFeedback> second = new FutureTask<>(lumen::run);
            Thread caller = new Thread(second);
            caller.start();
            pollUntil(() -> caller.getState() == Thread.State.WAITING);
            release.countDown();
            assertThat(second.get(30, TimeUnit.SECONDS)).isSameAs(first.get(30, TimeUnit.SECONDS));
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void no_thread_is_left_after_close_and_a_closed_orchestrator_says_so() {
        CacheName name = CacheName.of("thread-check");
        FeedbackOrchestrator lumen =
                FeedbackOrchestrator.builder(name).source(cache -> golden()).build();
        assertThat(threads(name)).isZero();
        lumen.run();
        lumen.close();
        pollUntil(() -> threads(name) == 0);
        assertThatThrownBy(lumen::run).isInstanceOf(IllegalStateException.class).hasMessageContaining("thread-check");
    }

    @Test
    void what_a_component_is_called_on_is_a_daemon() {
        AtomicBoolean daemon = new AtomicBoolean();
        run(cache -> {
            daemon.set(Thread.currentThread().isDaemon());
            return golden();
        });
        assertThat(daemon).isTrue();
    }

    @Test
    void a_deadline_beyond_a_day_is_refused_when_it_is_set() {
        OrchestratorBuilder builder = FeedbackOrchestrator.builder(CACHE);
        assertThatThrownBy(() -> builder.deadline(Duration.ofDays(2))).hasMessageContaining("run deadline is PT48H");
    }

    @Test
    void an_orchestrator_without_a_source_is_refused_when_it_is_built() {
        assertThatThrownBy(() -> FeedbackOrchestrator.builder(CACHE).build()).hasMessageContaining("metric source");
    }

    private static long threads(CacheName name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("lumen-" + name))
                .count();
    }

    private static void pollUntil(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time left to wait").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            Thread.interrupted();
        }
    }

    private static UnifiedFeedback run(MetricSource source) {
        try (FeedbackOrchestrator lumen = orchestrator(source)) {
            return lumen.run();
        }
    }

    private static FeedbackOrchestrator orchestrator(MetricSource source) {
        return FeedbackOrchestrator.builder(CACHE)
                .source(source)
                .clock(() -> NOON)
                .deadline(DEADLINE)
                .build();
    }

    private static MetricSource named(String name, java.util.concurrent.Callable<Reading> reading) {
        return new MetricSource() {
            @Override
            public Reading read(CacheName cache) throws Exception {
                return reading.call();
            }

            @Override
            public String name() {
                return name;
            }
        };
    }

    private static Reading golden() {
        return windowed(Lookups.counted(7_250, 2_750));
    }

    private static Reading windowed(Lookups lookups) {
        return new Reading.Windowed(
                Window.ending(NOON, Duration.ofHours(1)),
                lookups,
                Removals.evicted(42),
                Gauges.builder()
                        .used(ByteSize.ofMegabytes(185))
                        .capacity(ByteSize.ofMegabytes(256))
                        .p95Latency(Duration.ofMillis(85))
                        .ttl(Duration.ofSeconds(300))
                        .build());
    }

    private static Reading counters(long seconds, String epoch, long hits, long misses) {
        return new Reading.Cumulative(
                NOON.plusSeconds(seconds),
                epoch,
                Lookups.counted(hits, misses),
                Removals.evicted(0),
                Gauges.builder().ttl(Duration.ofSeconds(300)).build());
    }
}
