package dev.lumen.core.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.feedback.MissingPart;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import dev.lumen.api.testkit.Metrics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MetricCollectorTest {
    private static final CacheName CACHE = CacheName.of("c");
    private static final Instant NOW = Metrics.NOW;
    private static final Duration OLDEST = Duration.ofMinutes(15);
    private static final CacheMetrics LAST_KNOWN = Metrics.typical().build();

    private static final Guards GUARDS = new Guards(Runnable::run);

    @Test
    void the_first_source_that_answers_wins_and_the_others_failures_are_told() {
        Collected collected =
                collect(collector(broken("one"), working("two"), working("three")), Optional.empty(), NOW);
        assertThat(collected.cache().trusted().orElseThrow().source()).isEqualTo("two");
        assertThat(collected.failures()).map(MissingPart::source).containsExactly("one");
    }

    @Test
    void every_source_is_asked_so_that_the_next_has_a_window_when_the_first_fails() {
        MetricCollector collector =
                collector(answering("one", windowed(60)), answering("two", counters(0, 1_000), counters(60, 1_600)));
        Collected first = collect(collector);
        assertThat(first.cache().trusted().orElseThrow().source()).isEqualTo("one");
        Collected second = collector.collect(first.samples(), Optional.empty(), NOW, () -> OLDEST);
        assertThat(second.cache().trusted().orElseThrow().source()).isEqualTo("two");
    }

    @Test
    void what_the_source_that_answers_says_beside_its_metrics_is_told_and_the_others_is_not() {
        Collected collected = collect(collector(
                broken("one"),
                saying("two", () -> List.of("a node is down")),
                saying("three", () -> List.of("not me"))));
        assertThat(collected.notices()).containsExactly("a node is down");
    }

    @Test
    void notices_that_cannot_be_had_cost_the_reading_nothing() {
        Collected collected = collect(collector(saying("one", () -> {
            throw new IllegalStateException();
        })));
        assertThat(collected.cache().trusted()).isPresent();
        assertThat(collected.notices()).isEmpty();
    }

    @Test
    void sources_are_asked_at_once() throws Exception {
        CyclicBarrier all = new CyclicBarrier(3);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Callable<Reading> together = () -> {
                all.await(10, TimeUnit.SECONDS);
                return windowed(0);
            };
            MetricCollector collector = new MetricCollector(
                    CACHE,
                    List.of(source("one", together), source("two", together)),
                    Optional.of(source("demo", together)),
                    OLDEST,
                    new Guards(threads));
            assertThat(collect(collector).failures()).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void last_known_metrics_stand_in_up_to_the_limit() {
        assertThat(collect(collector(broken("one")), Optional.of(LAST_KNOWN), NOW.plus(OLDEST))
                        .cache())
                .isEqualTo(new Observation.Stale<>(LAST_KNOWN, OLDEST));
    }

    @Test
    void beyond_the_limit_nothing_stands_in_and_the_age_is_told() {
        Collected collected = collect(
                collector(broken("one")),
                Optional.of(LAST_KNOWN),
                NOW.plus(OLDEST).plusSeconds(1));
        assertThat(collected.cache().shown()).isEmpty();
        assertThat(collected.failures()).anySatisfy(part -> {
            assertThat(part.reason()).isEqualTo(MissingReason.TOO_OLD);
            assertThat(part.detail()).contains("901 s old, allowed: 900 s");
        });
    }

    @Test
    void a_clock_a_little_behind_that_of_the_source_makes_nothing_too_old() {
        assertThat(collect(collector(broken("one")), Optional.of(LAST_KNOWN), NOW.minusMillis(3))
                        .cache())
                .isEqualTo(new Observation.Stale<>(LAST_KNOWN, Duration.ZERO));
    }

    @Test
    void a_stand_in_comes_after_the_last_known_and_is_marked() {
        MetricCollector collector =
                new MetricCollector(CACHE, List.of(broken("one")), Optional.of(working("demo")), OLDEST, GUARDS);
        assertThat(collect(collector, Optional.of(LAST_KNOWN), NOW).cache()).isInstanceOf(Observation.Stale.class);
        assertThat(collect(collector, Optional.empty(), NOW).cache()).isInstanceOf(Observation.Fallback.class);
    }

    @Test
    void a_stand_in_of_the_same_name_does_not_mix_its_counters_with_the_sources() {
        Reading.Cumulative counters = counters(0, 1_000);
        MetricCollector collector = new MetricCollector(
                CACHE,
                List.of(source("same", () -> {
                    throw new IOException("down");
                })),
                Optional.of(source("same", () -> counters)),
                OLDEST,
                GUARDS);
        assertThat(collect(collector, Optional.empty(), NOW).samples()).doesNotContainKey("same");
    }

    @Test
    void counters_are_kept_for_the_next_run_of_their_source() {
        MetricCollector collector = collector(answering("redis", counters(0, 1_000), counters(60, 1_600)));
        Collected first = collect(collector, Optional.empty(), NOW);
        Collected second = collector.collect(first.samples(), Optional.empty(), NOW, () -> OLDEST);
        assertThat(second.cache().trusted().orElseThrow().lookups()).isEqualTo(Lookups.counted(600, 0));
    }

    @Test
    void counters_after_a_reset_are_what_the_next_run_subtracts_from() {
        MetricCollector collector =
                collector(answering("redis", counters(0, 1_000), counters(60, 10), counters(120, 40)));
        Map<String, Reading.Cumulative> samples =
                collect(collector, Optional.empty(), NOW).samples();
        samples =
                collector.collect(samples, Optional.empty(), NOW, () -> OLDEST).samples();
        Collected third = collector.collect(samples, Optional.empty(), NOW, () -> OLDEST);
        assertThat(third.cache().trusted().orElseThrow().lookups()).isEqualTo(Lookups.counted(30, 0));
    }

    @Test
    void a_window_that_ends_before_the_last_one_is_refused_once_and_then_followed() {
        MetricCollector collector = collector(answering("monitor", windowed(60), windowed(0), windowed(1)));
        assertThat(collect(collector).cache().trusted()).isPresent();
        assertThat(collect(collector).failures()).singleElement().satisfies(part -> {
            assertThat(part.reason()).isEqualTo(MissingReason.INVALID);
            assertThat(part.detail()).contains("window end is " + NOW);
        });
        assertThat(collect(collector).cache().trusted()).isPresent();
    }

    @Test
    void a_reading_that_lacks_a_part_is_refused_by_name() {
        Collected collected = collect(collector(source(
                "odd",
                () -> new Reading.Windowed(
                        windowed(0).window(),
                        null,
                        Removals.unknown(),
                        Gauges.builder().build()))));
        assertThat(collected.failures())
                .singleElement()
                .satisfies(part -> assertThat(part.detail()).contains("lookups of Windowed is null, allowed: a value"));
    }

    private Collected collect(MetricCollector collector) {
        return collect(collector, Optional.empty(), NOW);
    }

    private Collected collect(MetricCollector collector, Optional<CacheMetrics> lastKnown, Instant now) {
        return collector.collect(Map.of(), lastKnown, now, () -> OLDEST);
    }

    private static MetricCollector collector(MetricSource... sources) {
        return new MetricCollector(CACHE, Arrays.asList(sources), Optional.empty(), OLDEST, GUARDS);
    }

    private static MetricSource broken(String name) {
        return source(name, () -> {
            throw new IOException("down");
        });
    }

    private static MetricSource working(String name) {
        return source(name, () -> windowed(0));
    }

    private static MetricSource saying(String name, Supplier<List<String>> notices) {
        return new MetricSource() {
            @Override
            public Reading read(CacheName cache) {
                return windowed(0);
            }

            @Override
            public List<String> notices() {
                return notices.get();
            }

            @Override
            public String name() {
                return name;
            }
        };
    }

    private static MetricSource answering(String name, Reading... readings) {
        Deque<Reading> left = new ArrayDeque<>(Arrays.asList(readings));
        return source(name, left::pop);
    }

    private static MetricSource source(String name, Callable<Reading> reading) {
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

    private static Reading.Windowed windowed(long seconds) {
        return new Reading.Windowed(
                Window.ending(NOW.plusSeconds(seconds), Duration.ofHours(1)),
                Lookups.counted(70, 30),
                Removals.unknown(),
                Gauges.builder().build());
    }

    private static Reading.Cumulative counters(long seconds, long hits) {
        return new Reading.Cumulative(
                NOW.plusSeconds(seconds),
                "epoch",
                Lookups.counted(hits, 0),
                Removals.unknown(),
                Gauges.builder().build());
    }
}
