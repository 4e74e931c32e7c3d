package dev.lumen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.Confidence;
import dev.lumen.api.advise.EvidenceKind;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.SizeOptimizer;
import dev.lumen.api.advise.SizeStrategy;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlPolicy;
import dev.lumen.api.advise.TtlStrategy;
import dev.lumen.api.feedback.MissingPart;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.gate.GateComponent;
import dev.lumen.api.gate.GateScore;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.grade.CacheVerdict;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a host puts in the place of Lumen's own parts is held against what was asked: whatever it answers, nothing outside the
 * bounds is published. The example hour has a TTL of 300 s in force and 185 of 256 MB in use.
 */
@Timeout(30)
class ForeignPartsTest {
    private static final Duration IN_FORCE = Duration.ofSeconds(300);
    private static final ByteSize CAPACITY = ByteSize.ofMegabytes(256);

    @Test
    void a_ttl_beyond_the_bounds_is_not_published() {
        UnifiedFeedback feedback = run(builder -> builder.ttlPolicy(to(IN_FORCE, Duration.ofDays(400))));
        refused(feedback, "TTL policy", "recommended TTL is PT9600H, allowed: PT1M to PT1H");
        assertThat(feedback.ttl()).isEmpty();
        assertThat(feedback.recommendations())
                .noneMatch(advice -> advice.title().contains("TTL"));
    }

    @Test
    void a_ttl_in_force_that_is_another_is_not_published() {
        UnifiedFeedback feedback =
                run(builder -> builder.ttlPolicy(to(Duration.ofSeconds(60), Duration.ofSeconds(120))));
        refused(feedback, "TTL policy", "current TTL is PT1M, allowed: PT5M");
    }

    @Test
    void a_policy_that_moves_what_a_person_holds_is_not_published() {
        TtlPolicy mover = to(IN_FORCE, Duration.ofSeconds(420));
        refused(
                run(builder ->
                        builder.ttlPolicy(mover).overrides(() -> Overrides.NONE.withTtl(Duration.ofSeconds(600)))),
                "TTL policy",
                "recommended TTL under an override is PT7M, allowed: PT10M");
        refused(
                run(builder -> builder.ttlPolicy(mover).overrides(Overrides.NONE::withOptimizationDisabled)),
                "TTL policy",
                "which a person holds");
    }

    @Test
    void a_policy_that_moves_where_the_health_is_unknown_is_not_published() {
        UnifiedFeedback feedback = run(builder -> builder.ttlPolicy(to(IN_FORCE, Duration.ofSeconds(420)))
                .grader(metrics -> new CacheVerdict(CacheHealth.UNKNOWN, List.of())));
        refused(feedback, "TTL policy", "while the health is UNKNOWN");
    }

    @Test
    void a_ttl_within_the_bounds_is_published() {
        UnifiedFeedback feedback = run(builder -> builder.ttlPolicy(to(IN_FORCE, Duration.ofSeconds(3600))));
        assertThat(feedback.ttl().orElseThrow().recommendedTtl()).isEqualTo(Duration.ofSeconds(3600));
        assertThat(feedback.missing()).isEmpty();
    }

    @Test
    void a_size_beyond_the_bounds_or_between_the_steps_is_not_published() {
        refused(
                run(builder -> builder.sizeOptimizer(to(ByteSize.ofMegabytes(2048)))),
                "size optimizer",
                "recommended size is 2048 MB, allowed: 10 MB to 1024 MB");
        refused(
                run(builder -> builder.sizeOptimizer(to(ByteSize.ofBytes(CAPACITY.bytes() + 1)))),
                "size optimizer",
                "a multiple of 1 MB");
    }

    @Test
    void a_size_that_is_locked_stays() {
        refused(
                run(builder ->
                        builder.sizeOptimizer(to(ByteSize.ofMegabytes(384))).overrides(Overrides.NONE::withSizeLocked)),
                "size optimizer",
                "which a person holds");
    }

    @Test
    void an_override_beyond_the_bounds_is_held_at_the_nearer_one_and_told() {
        UnifiedFeedback feedback = run(builder -> builder.overrides(() -> Overrides.NONE.withTtl(Duration.ofDays(9))));
        assertThat(feedback.ttl().orElseThrow().recommendedTtl()).isEqualTo(Duration.ofHours(1));
        assertThat(feedback.overrides().ttl()).hasValue(Duration.ofHours(1));
        assertThat(feedback.notices())
                .contains("override TTL is 777600 s, allowed: 60 s to 3600 s; it is held at 3600 s");
    }

    @Test
    void a_grader_of_the_hosts_own_is_asked() {
        UnifiedFeedback feedback =
                run(builder -> builder.grader(metrics -> new CacheVerdict(CacheHealth.FAILED, List.of())));
        assertThat(feedback.cache().orElseThrow().health()).isEqualTo(CacheHealth.FAILED);
        assertThat(feedback.systemHealth()).isEqualTo(SystemHealth.CRITICAL);
    }

    @Test
    void a_grader_that_throws_leaves_the_health_unknown_and_everything_as_it_is() {
        UnifiedFeedback feedback = run(builder -> builder.grader(metrics -> {
            throw new IllegalStateException("no opinion");
        }));
        assertThat(feedback.missing()).map(MissingPart::source).containsExactly("grader");
        assertThat(feedback.cache().orElseThrow().health()).isEqualTo(CacheHealth.UNKNOWN);
        assertThat(feedback.ttl().orElseThrow().strategy()).isEqualTo(TtlStrategy.MAINTAIN);
    }

    @Test
    void a_clock_that_throws_is_stood_in_for() {
        InstantSource broken = () -> {
            throw new IllegalStateException("no battery");
        };
        UnifiedFeedback feedback = run(builder -> builder.clock(broken));
        assertThat(feedback.timestamp()).isAfter(Metrics.NOW);
        assertThat(feedback.notices()).anyMatch(notice -> notice.contains("clock failed: no battery"));
    }

    @Test
    void a_clock_at_the_end_of_time_is_stood_in_for() {
        UnifiedFeedback feedback = run(builder -> builder.clock(() -> Instant.MAX));
        assertThat(feedback.timestamp()).isBefore(Instant.parse("3000-01-01T00:00:00Z"));
        assertThat(feedback.notices()).anyMatch(notice -> notice.contains("allowed: 1970-01-01T00:00:00Z to 9999"));
    }

    @Test
    void a_ticker_that_throws_or_stands_still_makes_no_run_late() {
        LongSupplier throwing = () -> {
            throw new IllegalStateException("no quartz");
        };
        for (LongSupplier ticker : List.of(throwing, () -> 5)) {
            long start = System.nanoTime();
            UnifiedFeedback feedback = run(builder -> builder.ticker(ticker)
                    .deadline(Duration.ofSeconds(2))
                    .sink(ignored -> new CountDownLatch(1).await()));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
            assertThat(feedback.missing()).isEmpty();
        }
    }

    @Test
    void a_gate_that_praises_a_cache_that_failed_is_not_published() {
        UnifiedFeedback feedback =
                run(builder -> builder.grader(metrics -> new CacheVerdict(CacheHealth.FAILED, List.of()))
                        .gate(inputs -> new GateScore(
                                OptionalDouble.of(99),
                                1,
                                List.of(),
                                List.of(),
                                SystemHealth.GOOD,
                                List.of(),
                                Optional.empty())));
        refused(feedback, "gate", "CRITICAL or UNKNOWN where the cache has FAILED");
        assertThat(feedback.systemHealth()).isEqualTo(SystemHealth.UNKNOWN);
    }

    @Test
    void deadlines_are_kept_by_the_hosts_ticker_which_here_leaps_an_hour_at_each_look() {
        AtomicLong hours = new AtomicLong();
        UnifiedFeedback feedback = run(builder -> builder.deadline(Duration.ofHours(20))
                .sourceDeadline(Duration.ofHours(1))
                .ticker(() -> TimeUnit.HOURS.toNanos(hours.getAndIncrement()))
                .source(new Reads() {
                    @Override
                    public Reading read(CacheName cache) throws Exception {
                        new CountDownLatch(1).await();
                        return super.read(cache);
                    }

                    @Override
                    public String name() {
                        return "slow";
                    }
                }));
        // among what is missing, or among the notices where the other source was quick enough
        assertThat(feedback.toString()).contains("slow gave no answer within");
    }

    @Test
    void an_executor_of_the_hosts_is_used_and_left_running() {
        ExecutorService shared = Executors.newFixedThreadPool(4, task -> new Thread(task, "shared"));
        try {
            List<String> calledOn = new CopyOnWriteArrayList<>();
            UnifiedFeedback feedback = run(builder -> builder.executor(shared)
                    .sink(ignored -> calledOn.add(Thread.currentThread().getName())));
            assertThat(feedback.missing()).isEmpty();
            assertThat(calledOn).containsExactly("shared");
            assertThat(shared.isShutdown()).isFalse();
        } finally {
            shared.shutdownNow();
        }
    }

    @Test
    void what_lumen_cannot_be_told_of_lowers_the_coverage_and_is_named() {
        UnifiedFeedback feedback = run(builder ->
                builder.unavailable(GateComponent.SLO, "no client yet").costUnavailable("no export of the bill"));
        assertThat(feedback.missing())
                .containsExactly(
                        new MissingPart("slo", MissingReason.NOT_AVAILABLE, "no client yet"),
                        new MissingPart("cost", MissingReason.NOT_AVAILABLE, "no export of the bill"));
        assertThat(feedback.gate().orElseThrow().coverage()).isEqualTo(0.20 / 0.45);
        assertThat(feedback.gate().orElseThrow().missing()).containsExactly("slo");
        assertThat(feedback.gate().orElseThrow().caps())
                .anyMatch(cap -> cap.reason().contains("cost rhythm is UNKNOWN"));
        assertThat(feedback.systemHealth()).isEqualTo(SystemHealth.UNKNOWN);
    }

    private static void refused(UnifiedFeedback feedback, String part, String why) {
        assertThat(feedback.missing()).singleElement().satisfies(missing -> {
            assertThat(missing.source()).isEqualTo(part);
            assertThat(missing.reason()).isEqualTo(MissingReason.INVALID);
            assertThat(missing.detail()).contains(why);
        });
    }

    private static UnifiedFeedback run(UnaryOperator<OrchestratorBuilder> configured) {
        try (FeedbackOrchestrator lumen = configured
                .apply(FeedbackOrchestrator.builder(CacheName.of("host"))
                        .source(new Reads())
                        .clock(() -> Metrics.NOW))
                .build()) {
            return lumen.run();
        }
    }

    private static TtlPolicy to(Duration from, Duration next) {
        return context -> new TtlAdjustment(
                from,
                next,
                TtlStrategy.AGGRESSIVE,
                Optional.empty(),
                Optional.empty(),
                Confidence.of(1),
                List.of(Reason.of("the host knows better")),
                EvidenceKind.RULES,
                Optional.empty());
    }

    private static SizeOptimizer to(ByteSize next) {
        return context -> new CacheSizeAdjustment(
                CAPACITY,
                next,
                SizeStrategy.SCALE_UP,
                Usd.ZERO,
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Confidence.of(1),
                List.of(Reason.of("the host knows better")),
                EvidenceKind.RULES,
                Optional.empty());
    }

    /** Reads the example hour. */
    private static class Reads implements MetricSource {
        @Override
        public Reading read(CacheName cache) throws Exception {
            CacheMetrics metrics = Metrics.typical().build();
            return new Reading.Windowed(metrics.window(), metrics.lookups(), metrics.removals(), metrics.gauges());
        }

        @Override
        public String name() {
            return "example";
        }
    }
}
