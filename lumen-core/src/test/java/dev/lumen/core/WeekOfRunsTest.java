package dev.lumen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.PastRun;
import dev.lumen.api.feedback.Recommendation;
import dev.lumen.api.feedback.Recommendation.Priority;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.grade.CacheGrader;
import dev.lumen.api.grade.CacheVerdict;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.cache.CacheThresholds;
import dev.lumen.core.cache.ThresholdGrader;
import dev.lumen.core.state.InMemoryStateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run each hour, of an hour, in virtual time: what the runs of a week tell the next one. */
@Timeout(60)
@Tag("any-jdk")
class WeekOfRunsTest {
    private static final CacheName CACHE = CacheName.of("ion-api");
    private static final Instant START = Metrics.NOW;
    private static final int WEEK = 168;

    private final InMemoryStateStore store = new InMemoryStateStore();
    private final List<Background> told = new ArrayList<>();
    private Instant now = START;

    @Test
    void a_sink_sees_the_runs_of_the_week_the_present_one_last() {
        UnifiedFeedback last = runs(0, 8 * 24, (hour, metrics) -> metrics);
        List<PastRun> seen = told.get(told.size() - 1).runs();
        assertThat(seen).hasSize(WEEK + 1);
        assertThat(seen).map(PastRun::at).isSorted().contains(now.minus(Duration.ofDays(7)));
        assertThat(seen).last().isEqualTo(PastRun.of(last));
    }

    @Test
    void an_orchestrator_knows_the_runs_of_the_one_before_it() {
        runs(0, 3, (hour, metrics) -> metrics);
        runs(3, 5, (hour, metrics) -> metrics);
        assertThat(told).map(background -> background.runs().size()).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void a_hit_ratio_that_falls_to_bad_within_a_week_is_watched() {
        List<Recommendation> advice = runs(
                        0, WEEK, (hour, metrics) -> metrics.requests(10_000, 0.725 - 0.01 * hour / 24.0))
                .recommendations();
        assertThat(advice)
                .filteredOn(each -> each.title().equals("Watch the hit ratio"))
                .singleElement()
                .satisfies(watch -> {
                    assertThat(watch.priority()).isEqualTo(Priority.MEDIUM);
                    assertThat(watch.expectedEffect())
                            .contains("over 7 days", "falling by 1.0 % a day", "within 6 days");
                    assertThat(watch.current()).isEqualTo("65.5 %");
                });
    }

    @Test
    void latency_evictions_and_memory_are_watched_too() {
        assertThat(titles((hour, metrics) -> metrics.gauges(
                        gauges -> gauges.p95Latency(Duration.ofMillis(120 + Math.round(10 * hour / 24.0))))))
                .contains("Watch the p95 latency");
        assertThat(titles((hour, metrics) -> metrics.removals(Removals.evicted(60 + Math.round(10 * hour / 24.0)))))
                .contains("Watch the evictions per hour");
        assertThat(titles((hour, metrics) -> metrics.memory(
                        ByteSize.ofMegabytes(256).times(0.80 + 0.01 * hour / 24.0), ByteSize.ofMegabytes(256))))
                .contains("Watch the memory usage");
    }

    @Test
    void a_metric_that_is_good_or_on_its_way_there_is_not_watched() {
        assertThat(titles((hour, metrics) -> metrics.requests(10_000, 0.65 + 0.01 * hour / 24.0)))
                .isEmpty();
        assertThat(titles((hour, metrics) -> metrics.requests(10_000, 0.95 - 0.02 * hour / 24.0)))
                .isEmpty();
        assertThat(titles((hour, metrics) -> metrics.memory(
                        ByteSize.ofMegabytes(256).times(0.65 - 0.01 * hour / 24.0), ByteSize.ofMegabytes(256))))
                .isEmpty();
    }

    @Test
    void a_metric_that_will_still_be_a_caution_in_a_week_is_not_watched() {
        assertThat(titles((hour, metrics) -> metrics.requests(10_000, 0.80 - 0.01 * hour / 24.0)))
                .isEmpty();
    }

    @Test
    void a_daily_wave_is_not_a_trend() {
        for (int phase = 0; phase < 24; phase += 6) {
            int shift = phase;
            assertThat(titles((hour, metrics) ->
                            metrics.requests(10_000, 0.70 + 0.09 * Math.sin(2 * Math.PI * (hour + shift) / 24))))
                    .isEmpty();
        }
    }

    @Test
    void what_another_setting_did_is_not_a_trend() {
        assertThat(titles((hour, metrics) -> metrics.requests(10_000, 0.725 - 0.01 * hour / 24.0)
                        .gauges(gauges -> gauges.ttl(Duration.ofSeconds(hour < 100 ? 600 : 300)))))
                .isEmpty();
    }

    @Test
    void a_ttl_that_wavers_a_little_is_the_same_setting() {
        assertThat(titles((hour, metrics) -> metrics.requests(10_000, 0.725 - 0.01 * hour / 24.0)
                        .gauges(gauges -> gauges.ttl(Duration.ofSeconds(300 + hour % 10)))))
                .contains("Watch the hit ratio");
    }

    @Test
    void usage_that_rises_is_told_to_the_size_optimizer() {
        assertThat(titles((hour, metrics) -> metrics.memory(
                        ByteSize.ofMegabytes(256).times(0.70 + 0.015 * hour / 24.0), ByteSize.ofMegabytes(256))))
                .containsExactly("Watch memory");
    }

    @Test
    void a_grader_of_the_hosts_own_says_what_bad_is() {
        CacheThresholds strict = CacheThresholds.DEFAULT;
        CacheThresholds llm = new CacheThresholds(
                0.80,
                0.50,
                strict.poorHitRatio(),
                strict.failedHitRatio(),
                strict.goodMemory(),
                strict.fairMemory(),
                strict.goodLatency(),
                strict.badLatency(),
                strict.goodEvictionsPerHour(),
                strict.badEvictionsPerHour(),
                strict.goodTtlSeconds(),
                strict.fairTtlSeconds(),
                strict.minRequests());
        UnifiedFeedback feedback = runs(
                0,
                WEEK,
                (hour, metrics) -> metrics.requests(10_000, 0.725 - 0.01 * hour / 24.0),
                builder -> builder.thresholds(llm));
        assertThat(watched(feedback)).isEmpty();
    }

    @Test
    void a_grader_that_fails_on_what_is_to_come_costs_the_warning_alone() {
        CacheGrader rules = new ThresholdGrader(CacheThresholds.DEFAULT);
        CacheGrader timid = metrics -> {
            if (metrics.lookups().hits().isEmpty()) {
                throw new IllegalStateException("no counts");
            }
            CacheVerdict verdict = rules.grade(metrics);
            return verdict;
        };
        UnifiedFeedback feedback = runs(
                0,
                WEEK,
                (hour, metrics) -> metrics.requests(10_000, 0.725 - 0.01 * hour / 24.0),
                builder -> builder.grader(timid));
        assertThat(watched(feedback)).isEmpty();
        assertThat(feedback.cache().orElseThrow().grades()).isNotEmpty();
        assertThat(feedback.missing())
                .singleElement()
                .satisfies(part -> assertThat(part.detail()).contains("no counts"));
    }

    private List<String> titles(BiFunction<Integer, Metrics, Metrics> week) {
        InMemoryStateStore own = new InMemoryStateStore();
        now = START;
        return watched(runs(0, WEEK, week, builder -> builder.stateStore(own)));
    }

    private static List<String> watched(UnifiedFeedback feedback) {
        return feedback.recommendations().stream()
                .map(Recommendation::title)
                .filter(title -> title.startsWith("Watch"))
                .toList();
    }

    private UnifiedFeedback runs(int from, int to, BiFunction<Integer, Metrics, Metrics> metrics) {
        return runs(from, to, metrics, builder -> builder);
    }

    private UnifiedFeedback runs(
            int from,
            int to,
            BiFunction<Integer, Metrics, Metrics> metrics,
            UnaryOperator<OrchestratorBuilder> changed) {
        int[] hour = {from};
        OrchestratorBuilder builder = FeedbackOrchestrator.builder(CACHE)
                .source(cache -> reading(metrics.apply(hour[0], Metrics.typical())
                        .window(Window.ending(now, Duration.ofHours(1)))
                        .build()))
                .stateStore(store)
                .sink(backgrounds())
                .executor(Runnable::run)
                .clock(() -> now);
        try (FeedbackOrchestrator lumen = changed.apply(builder).build()) {
            UnifiedFeedback last = null;
            for (; hour[0] < to; hour[0]++) {
                now = START.plus(Duration.ofHours(hour[0]));
                last = lumen.run();
            }
            return java.util.Objects.requireNonNull(last);
        }
    }

    private static Reading reading(CacheMetrics metrics) {
        return new Reading.Windowed(metrics.window(), metrics.lookups(), metrics.removals(), metrics.gauges());
    }

    private FeedbackSink backgrounds() {
        return new FeedbackSink() {
            @Override
            public void accept(UnifiedFeedback feedback) {
                throw new IllegalStateException("asked without a background");
            }

            @Override
            public void accept(UnifiedFeedback feedback, Background background) {
                told.add(background);
            }
        };
    }
}
