package dev.lumen.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;

/** The cache against {@link BruteForceCache}, on workloads that were made up to be difficult. */
@Tag("any-jdk")
class ReferenceCacheProperties {
    private static final int MAX_CAPACITY = 60;

    @Property(tries = 3000)
    void everything_counted_is_what_brute_force_counts(@ForAll("steps") List<CacheStep> steps) {
        ReferenceCache cache = new ReferenceCache();
        BruteForceCache twin = new BruteForceCache();
        for (CacheStep step : steps) {
            step.apply(cache, twin);
        }
        assertThat(cache.counters()).isEqualTo(twin.counters());
    }

    @Property(tries = 1000)
    void looking_at_it_after_every_step_shows_the_present_and_changes_nothing(@ForAll("steps") List<CacheStep> steps) {
        ReferenceCache cache = new ReferenceCache();
        BruteForceCache twin = new BruteForceCache();
        for (CacheStep step : steps) {
            step.apply(cache, twin);
            assertThat(cache.counters()).isEqualTo(twin.counters());
            assertThat(cache.heldBytes()).isEqualTo(twin.heldBytes());
            assertThat(cache.entries()).isEqualTo(twin.entries());
            assertThat(cache.heldBytes())
                    .isLessThanOrEqualTo(cache.capacityBytes().orElse(Long.MAX_VALUE));
        }
    }

    @Property(tries = 20)
    void a_skewed_workload_of_some_thousand_reads_is_counted_as_brute_force_counts_it(@ForAll long seed) {
        ReferenceCache cache = new ReferenceCache();
        BruteForceCache twin = new BruteForceCache();
        for (CacheStep step : skewedWorkload(new Random(seed))) {
            step.apply(cache, twin);
        }
        assertThat(cache.counters()).isEqualTo(twin.counters());
        assertThat(cache.counters().hits().fresh()).isPositive();
    }

    @Property(tries = 300)
    void windows_add_up_to_the_whole(@ForAll("steps") List<CacheStep> steps) {
        ReferenceCache cache = new ReferenceCache();
        cache.setCapacity(MAX_CAPACITY);
        BruteForceCache twin = new BruteForceCache();
        twin.setCapacity(MAX_CAPACITY);
        CacheCounters start = cache.counters();
        long requests = 0;
        long millis = 0;
        double usd = 0;
        CacheCounters earlier = start;
        ReplayPrices prices = new ReplayPrices(0.01, 36.5, 0.002);
        for (CacheStep step : steps) {
            if (step instanceof CacheStep.SetCapacity change && change.bytes() == CacheStep.NONE) {
                continue;
            }
            step.apply(cache, twin);
            CacheCounters now = cache.counters();
            CacheCounters window = now.since(earlier);
            requests += window.requests();
            millis += window.occupancy().millis();
            usd += prices.costsOf(window).totalUsd().orElseThrow();
            earlier = now;
        }
        assertThat(requests).isEqualTo(cache.counters().requests());
        assertThat(millis).isEqualTo(cache.counters().occupancy().millis());
        double whole = prices.costsOf(cache.counters()).totalUsd().orElseThrow();
        assertThat(usd).isCloseTo(whole, within(1e-9 * (1 + whole)));
    }

    @Provide
    Arbitrary<List<CacheStep>> steps() {
        // Small numbers, so that keys meet again, times are equal, and entries expire and are pushed out.
        Arbitrary<Integer> gaps = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.just(0)),
                Tuple.of(5, Arbitraries.integers().between(1, 5)),
                Tuple.of(1, Arbitraries.integers().between(6, 60)));
        Arbitrary<Long> sizes = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(0L)),
                Tuple.of(8, Arbitraries.longs().between(1, 20)),
                Tuple.of(1, Arbitraries.longs().between(MAX_CAPACITY - 1, MAX_CAPACITY + 10)));
        Arbitrary<CacheStep> reads = Combinators.combine(
                        gaps,
                        Arbitraries.integers().between(0, 7),
                        sizes,
                        Arbitraries.longs().between(0, 3))
                .as(CacheStep.Read::new);
        Arbitrary<CacheStep> waits = gaps.map(CacheStep.Wait::new);
        Arbitrary<CacheStep> ttls = Arbitraries.frequencyOf(
                        Tuple.of(6, Arbitraries.longs().between(1, 40)), Tuple.of(1, Arbitraries.just(CacheStep.NONE)))
                .map(CacheStep.SetTtl::new);
        Arbitrary<CacheStep> capacities = Arbitraries.frequencyOf(
                        Tuple.of(6, Arbitraries.longs().between(0, MAX_CAPACITY)),
                        Tuple.of(1, Arbitraries.just(CacheStep.NONE)))
                .map(CacheStep.SetCapacity::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(30, reads), Tuple.of(2, waits), Tuple.of(2, ttls), Tuple.of(2, capacities))
                .list()
                .ofMinSize(1)
                .ofMaxSize(120)
                .withoutEdgeCases();
    }

    /** Some keys are read very often and most hardly ever; TTL and capacity change now and then. */
    private static List<CacheStep> skewedWorkload(Random random) {
        int keys = 300;
        long[] versions = new long[keys];
        List<CacheStep> steps = new ArrayList<>();
        for (int row = 0; row < 4000; row++) {
            if (row % 250 == 0) {
                steps.add(new CacheStep.SetTtl(1L + random.nextInt(2000)));
                steps.add(new CacheStep.SetCapacity(random.nextInt(20_000)));
            }
            int key = (int) (keys * Math.pow(random.nextDouble(), 4));
            if (random.nextInt(50) == 0) {
                versions[key]++;
            }
            steps.add(new CacheStep.Read(random.nextInt(4), key, random.nextInt(500), versions[key]));
        }
        return steps;
    }
}
