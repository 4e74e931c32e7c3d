package dev.lumen.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.TtlStrategy;
import dev.lumen.api.feedback.MissingPart;
import dev.lumen.api.feedback.Recommendation;
import dev.lumen.api.feedback.Recommendation.Priority;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.gate.GateScore;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.signal.Budget;
import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.signal.CostSource;
import dev.lumen.api.signal.MaturityDimension;
import dev.lumen.api.signal.MaturitySource;
import dev.lumen.api.signal.RhythmState;
import dev.lumen.api.signal.SloComparator;
import dev.lumen.api.signal.SloReading;
import dev.lumen.api.signal.SloSource;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.units.Usd;
import dev.lumen.core.json.LumenJson;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a run makes of the sources of the service around the cache. */
class ServiceSourcesTest {
    private static final CacheName CACHE = CacheName.of("ion-api");
    private static final int DAYS = 7;

    /** The golden cases of SPEC §6 and §7: 0.30 · ROI + 0.25 · 100 + 0.25 · 82 + 0.20 · 72.5. */
    @Test
    void all_four_components_make_the_score() {
        UnifiedFeedback feedback = run(builder -> whole(builder));
        GateScore gate = feedback.gate().orElseThrow();
        double roi = feedback.roi().orElseThrow().score();
        assertThat(gate.components()).map(GateScore.Component::name).containsExactly("roi", "slo", "maturity", "cache");
        assertThat(gate.score().orElseThrow()).isCloseTo(0.30 * roi + 25 + 20.5 + 14.5, within(1e-9));
        assertThat(gate.coverage()).isEqualTo(1);
        assertThat(gate.largestLever()).hasValue("a maturity score of 100 adds 4.5 points");
        assertThat(feedback.systemHealth()).isEqualTo(SystemHealth.GOOD);
        assertThat(feedback.costRhythm().orElseThrow().state()).isEqualTo(RhythmState.RESONANT);
        assertThat(feedback.maturity().orElseThrow().level()).isEqualTo(5);
        assertThat(feedback.slo().orElseThrow().complianceScore()).hasValue(100);
        assertThat(feedback.missing()).isEmpty();
    }

    @Test
    void every_section_survives_json_without_loss() throws IOException {
        UnifiedFeedback feedback = run(builder -> whole(builder));
        assertThat(LumenJson.read(LumenJson.bytes(feedback), UnifiedFeedback.class))
                .isEqualTo(feedback);
    }

    /** Each answers only when all have been asked. */
    @Test
    void all_sources_are_asked_at_once() {
        CyclicBarrier together = new CyclicBarrier(4);
        UnifiedFeedback feedback = run(builder -> builder.source(metrics(() -> {
                    together.await(5, TimeUnit.SECONDS);
                    return reading(0.725);
                }))
                .maturitySource(() -> {
                    together.await(5, TimeUnit.SECONDS);
                    return dimensions();
                })
                .sloSource(() -> {
                    together.await(5, TimeUnit.SECONDS);
                    return objectives();
                })
                .costSource(() -> {
                    together.await(5, TimeUnit.SECONDS);
                    return bill(ServiceSourcesTest::wave);
                }));
        assertThat(feedback.missing()).isEmpty();
        assertThat(feedback.costRhythm()).isPresent();
    }

    @Test
    void what_a_cost_source_says_beside_its_bill_is_among_the_notices() {
        UnifiedFeedback feedback = run(builder -> whole(builder).costSource(new CostSource() {
            @Override
            public CostSeries read() {
                return bill(ServiceSourcesTest::wave);
            }

            @Override
            public List<String> notices() {
                return List.of("the bill is an estimate");
            }
        }));
        assertThat(feedback.notices()).contains("the bill is an estimate");
        assertThat(feedback.costRhythm()).isPresent();
    }

    @Test
    void what_the_other_sources_say_is_among_them_too() {
        UnifiedFeedback feedback = run(builder -> whole(builder)
                .maturitySource(new MaturitySource() {
                    @Override
                    public List<MaturityDimension> read() {
                        return dimensions();
                    }

                    @Override
                    public List<String> notices() {
                        return List.of("alerting was not judged");
                    }
                })
                .sloSource(new SloSource() {
                    @Override
                    public List<SloReading> read() {
                        return objectives();
                    }

                    @Override
                    public List<String> notices() {
                        return List.of("latency was not read");
                    }
                }));
        assertThat(feedback.notices()).contains("alerting was not judged", "latency was not read");
    }

    @Test
    void a_source_that_throws_costs_its_own_section_and_is_named() {
        UnifiedFeedback feedback = run(builder -> whole(builder).sloSource(named("prometheus", () -> {
            throw new IOException("connection refused");
        })));
        assertThat(feedback.slo()).isEmpty();
        assertThat(feedback.maturity()).isPresent();
        assertThat(feedback.costRhythm()).isPresent();
        assertThat(feedback.missing()).singleElement().satisfies(part -> {
            assertThat(part.source()).isEqualTo("prometheus");
            assertThat(part.reason()).isEqualTo(MissingReason.FAILED);
            assertThat(part.detail()).contains("connection refused");
        });
        GateScore gate = feedback.gate().orElseThrow();
        assertThat(gate.missing()).containsExactly("slo");
        assertThat(gate.coverage()).isCloseTo(0.75, within(1e-9));
        assertThat(gate.caps()).anyMatch(cap -> cap.reason().startsWith("slo is configured"));
    }

    @Test
    void sources_that_hang_cost_their_sections_and_no_more_than_their_deadline() {
        CountDownLatch never = new CountDownLatch(1);
        UnifiedFeedback feedback = run(builder -> whole(builder)
                .sourceDeadline(Duration.ofMillis(300))
                .costSource(() -> {
                    never.await();
                    return bill(ServiceSourcesTest::wave);
                })
                .maturitySource(() -> {
                    never.await();
                    return dimensions();
                }));
        assertThat(feedback.missing()).map(MissingPart::reason).containsOnly(MissingReason.TIMEOUT);
        assertThat(feedback.missing()).hasSize(2);
        assertThat(feedback.slo()).isPresent();
        assertThat(feedback.ttl()).isPresent();
        assertThat(feedback.gate().orElseThrow().caps())
                .anyMatch(cap -> cap.reason().equals("the cost rhythm is UNKNOWN"));
    }

    @Test
    void what_is_impossible_is_refused_by_name() {
        UnifiedFeedback feedback = run(builder -> whole(builder)
                .sloSource(() -> List.of(SloReading.atMost("a", 1, 1), SloReading.atMost("a", 1, 2)))
                .maturitySource(() -> null));
        assertThat(feedback.missing()).map(MissingPart::reason).containsOnly(MissingReason.INVALID);
        assertThat(feedback.missing()).anyMatch(part -> part.detail().contains("'a' twice"));
        assertThat(feedback.missing()).anyMatch(part -> part.detail().contains("maturity dimensions is null"));
    }

    @Test
    void a_source_that_knows_of_nothing_is_missing() {
        UnifiedFeedback feedback =
                run(builder -> whole(builder).sloSource(List::of).maturitySource(List::of));
        assertThat(feedback.missing()).map(MissingPart::reason).containsOnly(MissingReason.NO_DATA);
        assertThat(feedback.gate().orElseThrow().missing()).containsExactlyInAnyOrder("slo", "maturity");
    }

    @Test
    void an_objective_that_was_not_measured_is_named_and_holds_the_health_at_good() {
        SloReading unmeasured = new SloReading(
                "latency",
                SloComparator.AT_LEAST,
                0.9,
                OptionalDouble.empty(),
                1,
                true,
                Optional.empty(),
                Optional.empty());
        UnifiedFeedback feedback =
                run(builder -> builder.sloSource(() -> List.of(unmeasured, SloReading.atMost("errors", 1, 0))));
        assertThat(feedback.slo().orElseThrow().complianceScore()).hasValue(100);
        assertThat(feedback.systemHealth()).isEqualTo(SystemHealth.GOOD);
        assertThat(feedback.missing())
                .singleElement()
                .satisfies(part -> assertThat(part.detail()).isEqualTo("objective 'latency' was not measured"));
    }

    @Test
    void objectives_of_which_none_was_measured_hold_the_health_down_once() {
        SloReading unmeasured = new SloReading(
                "latency",
                SloComparator.AT_LEAST,
                0.9,
                OptionalDouble.empty(),
                1,
                false,
                Optional.empty(),
                Optional.empty());
        UnifiedFeedback feedback =
                run(builder -> builder.sloSource(() -> List.of(unmeasured)).maturitySource(this::dimensions));
        assertThat(feedback.gate().orElseThrow().caps())
                .extracting(GateScore.Cap::reason)
                .containsExactly("slo is configured but has no score");
        assertThat(feedback.missing()).hasSize(1);
    }

    @Test
    void a_key_objective_that_is_not_met_is_a_warning_and_the_first_thing_to_do() {
        UnifiedFeedback feedback = run(builder -> builder.sloSource(() ->
                        List.of(SloReading.atLeast("latency", 0.90, 0.85).asKey(), SloReading.atMost("errors", 1, 2)))
                .maturitySource(() -> List.of(MaturityDimension.of("logging", 95))));
        assertThat(feedback.systemHealth()).isEqualTo(SystemHealth.WARNING);
        assertThat(feedback.gate().orElseThrow().caps())
                .map(GateScore.Cap::reason)
                .containsExactly("key objective 'latency' is not met");
        assertThat(feedback.recommendations())
                .map(Recommendation::priority)
                .containsExactly(Priority.HIGH, Priority.LOW);
        assertThat(feedback.recommendations().get(0).title()).isEqualTo("Meet the key objective 'latency'");
        assertThat(feedback.recommendations().get(0).current()).isEqualTo("0.85");
        assertThat(feedback.recommendations().get(0).recommended()).isEqualTo("at least 0.9");
    }

    @Test
    void a_bill_in_chaos_is_critical_whatever_the_gate_says() {
        UnifiedFeedback feedback = run(builder -> whole(builder)
                .gate(inputs -> new GateScore(
                        OptionalDouble.of(99), 1, List.of(), List.of(), SystemHealth.GOOD, List.of(), Optional.empty()))
                .costSource(() -> overspent()));
        assertThat(feedback.missing()).map(MissingPart::source).containsExactly("gate");
        assertThat(feedback.missing().get(0).detail()).contains("the cost rhythm is CHAOTIC");
        assertThat(run(builder -> whole(builder).costSource(() -> overspent())).systemHealth())
                .isEqualTo(SystemHealth.CRITICAL);
    }

    @Test
    void a_bill_beyond_its_budget_is_high_and_says_by_how_much() {
        UnifiedFeedback feedback = run(builder -> builder.costSource(() -> overspent()));
        assertThat(feedback.recommendations()).singleElement().satisfies(advice -> {
            assertThat(advice.priority()).isEqualTo(Priority.HIGH);
            assertThat(advice.title()).isEqualTo("Stop spending beyond the budget");
            assertThat(advice.current()).contains("used to 168 %");
        });
    }

    @Test
    void a_bill_that_rises_lengthens_the_ttl() {
        UnifiedFeedback calm = run(builder ->
                builder.source(metrics(() -> reading(0.9))).costSource(() -> bill(ServiceSourcesTest::wave)));
        assertThat(calm.ttl().orElseThrow().strategy()).isEqualTo(TtlStrategy.MAINTAIN);
        UnifiedFeedback rising = run(builder -> builder.source(metrics(() -> reading(0.9)))
                .costSource(() -> bill(hour -> wave(hour) * (hour < (DAYS - 1) * 24 ? 1 : 1.5))));
        assertThat(rising.costRhythm().orElseThrow().trendPercent().orElseThrow())
                .isCloseTo(50, within(1e-6));
        assertThat(rising.ttl().orElseThrow().strategy()).isEqualTo(TtlStrategy.MODERATE);
    }

    @Test
    void what_the_host_says_of_the_trend_comes_before_its_bill() {
        UnifiedFeedback feedback = run(builder -> builder.source(metrics(() -> reading(0.9)))
                .costSource(() -> bill(ServiceSourcesTest::wave))
                .costTrendPercent(() -> OptionalDouble.of(3.5)));
        assertThat(feedback.ttl().orElseThrow().strategy()).isEqualTo(TtlStrategy.MODERATE);
    }

    @Test
    void the_weakest_dimensions_come_last() {
        UnifiedFeedback feedback = run(builder -> whole(builder)
                .sloSource(
                        () -> List.of(SloReading.atLeast("latency", 0.90, 0.85).asKey())));
        List<Recommendation> advice = feedback.recommendations();
        assertThat(advice).map(Recommendation::title).endsWith("Improve logging", "Improve testing");
        assertThat(advice)
                .isSortedAccordingTo(Comparator.<Recommendation>comparingDouble(each ->
                                each.costImpactUsdPerMonth().orElse(Usd.ZERO).amount())
                        .thenComparing(Recommendation::priority));
        assertThat(advice.get(0).costImpactUsdPerMonth()).isPresent();
    }

    @Test
    void a_return_that_is_weighed_and_not_known_is_missing() {
        UnifiedFeedback feedback = run(builder -> builder.source(metrics(() -> withoutCapacity()))
                .sloSource(this::objectives)
                .weighRoi());
        assertThat(feedback.roi()).isEmpty();
        assertThat(feedback.missing()).map(MissingPart::source).containsExactly("roi");
        assertThat(feedback.gate().orElseThrow().missing()).containsExactly("roi");
    }

    @Test
    void prices_beyond_any_number_cost_the_return_and_nothing_else() {
        UnifiedFeedback feedback = run(builder -> whole(builder).prices(new Prices(Usd.of(1e308), Usd.of(1e308))));
        assertThat(feedback.roi()).isEmpty();
        assertThat(feedback.missing()).map(MissingPart::source).contains("roi");
        assertThat(feedback.gate()).isPresent();
    }

    @Test
    void a_bill_that_is_irregular_and_within_its_budget_is_told_as_irregular() {
        UnifiedFeedback feedback = run(builder -> builder.costSource(() -> bill(hour -> hour * hour * 31 % 97)));
        assertThat(feedback.costRhythm().orElseThrow().state()).isEqualTo(RhythmState.CHAOTIC);
        assertThat(feedback.recommendations()).singleElement().satisfies(advice -> {
            assertThat(advice.priority()).isEqualTo(Priority.HIGH);
            assertThat(advice.title()).isEqualTo("Find what makes the bill irregular");
        });
    }

    @Test
    void a_return_that_is_not_weighed_is_shown_alone() {
        UnifiedFeedback feedback = run(builder -> builder.source(metrics(() -> reading(0.725))));
        assertThat(feedback.roi()).isPresent();
        assertThat(feedback.gate().orElseThrow().score()).hasValue(72.5);
    }

    @Test
    void a_service_without_a_cache_can_be_watched_too() {
        UnifiedFeedback feedback =
                run(builder -> builder.sloSource(this::objectives).maturitySource(this::dimensions));
        assertThat(feedback.cache()).isEmpty();
        assertThat(feedback.missing()).isEmpty();
        assertThat(feedback.notices()).isEmpty();
        assertThat(feedback.gate().orElseThrow().score().orElseThrow()).isCloseTo(91, within(1e-9));
        assertThat(feedback.systemHealth()).isEqualTo(SystemHealth.EXCELLENT);
    }

    private OrchestratorBuilder whole(OrchestratorBuilder builder) {
        return builder.source(metrics(() -> reading(0.725)))
                .maturitySource(this::dimensions)
                .sloSource(this::objectives)
                .costSource(() -> bill(ServiceSourcesTest::wave))
                .weighRoi();
    }

    private static UnifiedFeedback run(UnaryOperator<OrchestratorBuilder> configured) {
        try (FeedbackOrchestrator lumen = configured
                .apply(FeedbackOrchestrator.builder(CACHE).clock(() -> Metrics.NOW))
                .build()) {
            return lumen.run();
        }
    }

    private List<MaturityDimension> dimensions() {
        return List.of(
                MaturityDimension.of("logging", 75),
                MaturityDimension.of("testing", 80),
                MaturityDimension.of("monitoring", 91));
    }

    private List<SloReading> objectives() {
        return List.of(
                SloReading.atLeast("latency", 0.90, 0.95).asKey(),
                SloReading.atMost("error rate", 0.02, 0.008),
                SloReading.atLeast("availability", 0.995, 0.997),
                SloReading.atLeast("cache hit ratio", 0.70, 0.72));
    }

    private static CostSeries bill(IntToDoubleFunction amount) {
        return bill(amount, Optional.empty());
    }

    private static CostSeries bill(IntToDoubleFunction amount, Optional<Budget> budget) {
        return new CostSeries(
                Metrics.NOW.minus(Duration.ofDays(DAYS)),
                Duration.ofHours(1),
                IntStream.range(0, 24 * DAYS)
                        .mapToDouble(amount)
                        .mapToObj(Usd::of)
                        .toList(),
                Optional.empty(),
                Metrics.NOW,
                budget);
    }

    private static double wave(int hour) {
        return 10 + 4 * Math.cos(2 * Math.PI * hour / 24);
    }

    private static CostSeries overspent() {
        return bill(ServiceSourcesTest::wave, Optional.of(new Budget(Usd.of(1_000), Usd.of(1_680), Optional.empty())));
    }

    private static Reading reading(double hitRatio) {
        return windowed(Metrics.typical().requests(10_000, hitRatio).build());
    }

    private static Reading withoutCapacity() {
        return windowed(Metrics.bare().requests(10_000, 0.9).build());
    }

    private static Reading windowed(CacheMetrics metrics) {
        return new Reading.Windowed(metrics.window(), metrics.lookups(), metrics.removals(), metrics.gauges());
    }

    private static MetricSource metrics(Answer<Reading> answer) {
        return new MetricSource() {
            @Override
            public Reading read(CacheName cache) throws Exception {
                return answer.get();
            }

            @Override
            public String name() {
                return "metrics";
            }
        };
    }

    private static SloSource named(String name, Answer<List<SloReading>> answer) {
        return new SloSource() {
            @Override
            public List<SloReading> read() throws Exception {
                return answer.get();
            }

            @Override
            public String name() {
                return name;
            }
        };
    }

    /** What may throw. */
    private interface Answer<T> {
        T get() throws Exception;
    }
}
