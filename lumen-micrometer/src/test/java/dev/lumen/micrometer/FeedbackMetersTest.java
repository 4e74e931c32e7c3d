package dev.lumen.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.advise.Overrides;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.signal.SloReport;
import dev.lumen.api.testkit.Feedbacks;
import dev.lumen.api.testkit.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FeedbackMetersTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private volatile Instant now = Metrics.NOW;
    private final FeedbackMeters meters = new FeedbackMeters(() -> now);

    FeedbackMetersTest() {
        meters.bindTo(registry);
    }

    @Test
    void shows_the_golden_case() {
        meters.accept(Feedbacks.typical());
        assertThat(value("lumen.gate.score")).isEqualTo(89.532);
        assertThat(value("lumen.gate.coverage")).isEqualTo(1);
        assertThat(value("lumen.gate.component.contribution", "component", "slo"))
                .isEqualTo(25);
        assertThat(value("lumen.cache.hit.ratio")).isEqualTo(0.725);
        assertThat(value("lumen.cache.memory.used")).isEqualTo(185 * 1024.0 * 1024);
        assertThat(value("lumen.cache.latency.p95")).isEqualTo(0.085);
        assertThat(value("lumen.ttl.current")).isEqualTo(300);
        assertThat(value("lumen.ttl.recommended")).isEqualTo(420);
        assertThat(value("lumen.advice.saving", "lever", "ttl")).isEqualTo(2_117);
        assertThat(value("lumen.advice.saving", "lever", "size")).isEqualTo(148.628);
        assertThat(value("lumen.roi")).isEqualTo(6310.3);
        assertThat(value("lumen.slo.met", "objective", "latency")).isEqualTo(1);
        assertThat(value("lumen.slo.burn.rate", "objective", "latency", "window", "short"))
                .isEqualTo(0.4);
        assertThat(value("lumen.cost.budget.used")).isEqualTo(0.78);
        assertThat(value("lumen.maturity.level")).isEqualTo(5);
        assertThat(value("lumen.recommendations", "priority", "high")).isEqualTo(1);
        assertThat(value("lumen.recommendations", "priority", "low")).isZero();
    }

    @Test
    void of_all_states_one_holds() {
        meters.accept(Feedbacks.typical());
        for (String meter :
                List.of("lumen.system.health", "lumen.cache.health", "lumen.cache.quality", "lumen.cost.state")) {
            assertThat(registry.get(meter).gauges().stream()
                            .mapToDouble(Gauge::value)
                            .sum())
                    .as(meter)
                    .isEqualTo(1);
        }
        assertThat(value("lumen.system.health", "state", "good")).isEqualTo(1);
        assertThat(value("lumen.system.health", "state", "critical")).isZero();
    }

    @Test
    void what_is_absent_has_no_meter() {
        meters.accept(Feedbacks.bare());
        assertThat(names())
                .containsOnly(
                        "lumen.actions.advised",
                        "lumen.feedback.age",
                        "lumen.missing.parts",
                        "lumen.overrides",
                        "lumen.recommendations",
                        "lumen.runs",
                        "lumen.system.health");
    }

    @Test
    void what_was_there_and_is_no_more_goes_away() {
        UnifiedFeedback typical = Feedbacks.typical();
        meters.accept(typical);
        List<SloReport.Objective> objectives = typical.slo().orElseThrow().objectives();
        meters.accept(Whole.withObjectives(objectives.subList(0, 1)));
        assertThat(registry.get("lumen.slo.met").gauges())
                .extracting(gauge -> gauge.getId().getTag("objective"))
                .containsExactly("latency");
        meters.accept(Whole.withObjectives(objectives));
        assertThat(registry.get("lumen.slo.met").gauges()).hasSize(objectives.size());
    }

    @Test
    void made_up_metrics_are_named_and_not_shown() {
        meters.accept(Whole.withCache(Metrics.typical().build(), Quality.FALLBACK));
        assertThat(value("lumen.cache.quality", "state", "fallback")).isEqualTo(1);
        assertThat(names())
                .doesNotContain("lumen.cache.hit.ratio", "lumen.cache.memory.used", "lumen.cache.latency.p95");
    }

    @Test
    void a_feedback_that_is_not_followed_by_another_grows_old() {
        meters.accept(Feedbacks.typical());
        assertThat(value("lumen.feedback.age")).isZero();
        now = Metrics.NOW.plus(Duration.ofMillis(90_500));
        assertThat(value("lumen.feedback.age")).isEqualTo(90.5);
        now = Metrics.NOW.minusSeconds(1);
        assertThat(value("lumen.feedback.age")).isZero();
    }

    @Test
    void old_metrics_say_how_old_they_are() {
        meters.accept(Whole.feedback());
        assertThat(value("lumen.cache.metrics.age")).isEqualTo(90);
        assertThat(value("lumen.cache.quality", "state", "stale")).isEqualTo(1);
        meters.accept(Feedbacks.typical());
        assertThat(names()).doesNotContain("lumen.cache.metrics.age");
    }

    @Test
    void what_a_person_holds_is_shown() {
        meters.accept(Whole.withOverrides(Overrides.NONE.withSizeLocked()));
        assertThat(value("lumen.overrides", "holds", "size")).isEqualTo(1);
        assertThat(value("lumen.overrides", "holds", "ttl")).isZero();
    }

    @Test
    void runs_and_advised_actions_are_counted_from_zero() {
        meters.accept(Feedbacks.typical());
        meters.accept(Feedbacks.typical());
        assertThat(count("lumen.runs", "health", "good")).isEqualTo(2);
        assertThat(count("lumen.runs", "health", "critical")).isZero();
        assertThat(count("lumen.actions.advised", "action", "increase_ttl")).isEqualTo(2);
        assertThat(count("lumen.actions.advised", "action", "scale_up")).isZero();
    }

    @Test
    void two_caches_stand_side_by_side_and_one_can_be_forgotten() {
        meters.accept(Feedbacks.typical());
        int ofOne = registry.getMeters().size();
        meters.accept(Whole.named("pages"));
        assertThat(registry.get("lumen.missing.parts").gauges()).hasSize(2);
        meters.forget(CacheName.of("pages"));
        meters.forget(CacheName.of("pages"));
        assertThat(registry.getMeters()).hasSize(ofOne);
        assertThat(value("lumen.gate.score")).isEqualTo(89.532);
    }

    @Test
    void a_registry_that_comes_later_sees_what_is_known_and_what_comes() {
        meters.accept(Feedbacks.typical());
        MeterRegistry later = new SimpleMeterRegistry();
        meters.bindTo(later);
        meters.bindTo(later);
        assertThat(later.getMeters()).hasSameSizeAs(registry.getMeters());
        meters.accept(Feedbacks.typical());
        assertThat(later.get("lumen.runs")
                        .tag("health", "good")
                        .functionCounter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void nothing_is_left_after_close_and_nothing_comes_after_it() {
        meters.accept(Feedbacks.typical());
        meters.accept(Whole.named("pages"));
        meters.close();
        meters.close();
        meters.accept(Feedbacks.typical());
        meters.bindTo(new SimpleMeterRegistry());
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void a_meter_that_the_registry_refuses_is_tried_again() {
        MeterRegistry other = new SimpleMeterRegistry();
        Counter foreign =
                Counter.builder("lumen.gate.score").tag("cache", "ion-api").register(other);
        meters.bindTo(other);
        assertThatThrownBy(() -> meters.accept(Feedbacks.typical())).hasMessageContaining("different type");
        other.remove(foreign);
        meters.accept(Feedbacks.typical());
        assertThat(other.get("lumen.gate.score").gauge().value()).isEqualTo(89.532);
        assertThat(other.getMeters()).hasSameSizeAs(registry.getMeters());
    }

    @Test
    void a_list_without_end_makes_no_series_without_end() {
        List<SloReport.Objective> objectives = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            objectives.add(named("objective " + i));
        }
        meters.accept(Whole.withObjectives(objectives));
        assertThat(registry.get("lumen.slo.met").gauges()).hasSize(100);
        meters.accept(Whole.withObjectives(Collections.nCopies(3, named("twice"))));
        assertThat(registry.get("lumen.slo.met").gauges()).hasSize(1);
    }

    @Test
    void several_orchestrators_may_share_it_while_it_is_scraped() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> done = List.of(
                    threads.submit(() -> repeat(() -> meters.accept(Feedbacks.typical()))),
                    threads.submit(() -> repeat(() -> {
                        meters.accept(Feedbacks.awkward());
                        meters.forget(Feedbacks.awkward().cacheName());
                    })),
                    threads.submit(() -> repeat(() -> registry.getMeters().forEach(Meter::measure))));
            for (Future<?> each : done) {
                each.get(1, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(count("lumen.runs", "health", "good")).isEqualTo(200);
        assertThat(registry.get("lumen.missing.parts").gauges()).hasSize(1);
    }

    private static void repeat(Runnable task) {
        for (int i = 0; i < 200; i++) {
            task.run();
        }
    }

    private static SloReport.Objective named(String name) {
        SloReport.Objective like =
                Feedbacks.typical().slo().orElseThrow().objectives().get(0);
        return new SloReport.Objective(
                name,
                like.comparator(),
                like.objective(),
                like.actual(),
                like.met(),
                like.credit(),
                like.errorBudgetLeft(),
                like.burnRateLong(),
                like.burnRateShort(),
                like.burning(),
                like.weight(),
                like.key());
    }

    private List<String> names() {
        return registry.getMeters().stream()
                .map(meter -> meter.getId().getName())
                .distinct()
                .toList();
    }

    private double value(String meter, String... tags) {
        return registry.get(meter).tags(tags).gauge().value();
    }

    private double count(String meter, String... tags) {
        return registry.get(meter).tags(tags).functionCounter().count();
    }
}
