package dev.lumen.caffeine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class AdvisedExpiryProperties {
    /** One step of a workload: wait, then read the key or write it with this TTL. */
    record Step(int waitMillis, int key, boolean write, int ttlMillis) {}

    @Property
    void everyTtlIsPositiveAndGivenInNanoseconds(@ForAll @LongRange(min = 1) long millis, @ForAll int left) {
        StubAdvisor advisor = new StubAdvisor(Duration.ofMillis(millis));
        AdvisedExpiry<Integer, String> expiry = AdvisedExpiry.by(advisor);

        long expected = millis <= Long.MAX_VALUE / 1_000_000 ? millis * 1_000_000 : Long.MAX_VALUE;
        assertThat(expiry.expireAfterCreate(left, "v", 0)).isEqualTo(expected);
        assertThat(expiry.expireAfterUpdate(left, "v", 0, left)).isEqualTo(expected);
        assertThat(expiry.expireAfterRead(left, "v", 0, left)).isEqualTo(left);
    }

    @Property(tries = 300)
    void aCacheHoldsJustWhatAMapOfDeadlinesHolds(@ForAll("workloads") List<Step> workload) {
        VirtualTicker ticker = new VirtualTicker();
        StubAdvisor advisor = new StubAdvisor(Duration.ofSeconds(1));
        CauseCountingStats stats = new CauseCountingStats();
        Cache<Integer, Integer> cache = Caffeine.newBuilder()
                .ticker(ticker)
                .executor(Runnable::run)
                .expireAfter(AdvisedExpiry.<Integer, Integer>by(advisor))
                .recordStats(() -> stats)
                .build();
        Map<Integer, Long> deadlines = new HashMap<>();
        long hits = 0;
        long misses = 0;
        long ends = 0;

        for (Step step : workload) {
            ticker.advance(Duration.ofMillis(step.waitMillis()));
            long now = TimeUnit.NANOSECONDS.toMillis(ticker.read());
            if (step.write()) {
                advisor.set(Duration.ofMillis(step.ttlMillis()));
                cache.put(step.key(), step.ttlMillis());
                Long replaced = deadlines.put(step.key(), now + step.ttlMillis());
                ends += replaced != null && replaced <= now ? 1 : 0;
            } else {
                boolean alive = deadlines.getOrDefault(step.key(), Long.MIN_VALUE) > now;
                assertThat(cache.getIfPresent(step.key()) != null).isEqualTo(alive);
                hits += alive ? 1 : 0;
                misses += alive ? 0 : 1;
            }
        }
        ticker.advance(Duration.ofDays(1));
        cache.cleanUp();

        assertThat(stats.hits()).isEqualTo(hits);
        assertThat(stats.misses()).isEqualTo(misses);
        assertThat(stats.expirations()).isEqualTo(ends + deadlines.size());
        assertThat(stats.evictions()).isZero();
    }

    @Provide
    Arbitrary<List<Step>> workloads() {
        Arbitrary<Integer> waits = Arbitraries.integers().between(0, 3_000);
        Arbitrary<Integer> keys = Arbitraries.integers().between(0, 9);
        Arbitrary<Boolean> writes = Arbitraries.of(true, false);
        Arbitrary<Integer> ttls = Arbitraries.integers().between(1, 20_000);
        return Combinators.combine(waits, keys, writes, ttls)
                .as(Step::new)
                .list()
                .ofMaxSize(200);
    }
}
