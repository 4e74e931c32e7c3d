package dev.lumen.caffeine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CaffeineMetricSourceTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final CacheName ANSWERS = CacheName.of("answers");

    private final VirtualTicker ticker = new VirtualTicker();
    private final StubAdvisor advisor = new StubAdvisor(Duration.ofSeconds(60));
    private final CauseCountingStats stats = new CauseCountingStats();

    @Test
    void anEmptyCacheHasCountsOfZeroAndNoLatency() {
        Reading.Cumulative reading = read(sourceOf(weighted(1_000)));

        assertThat(reading.at()).isEqualTo(NOON);
        assertThat(reading.lookups()).isEqualTo(Lookups.counted(0, 0));
        assertThat(reading.removals()).isEqualTo(Removals.of(0, 0));
        assertThat(reading.gauges())
                .isEqualTo(Gauges.builder()
                        .used(ByteSize.ZERO)
                        .capacity(ByteSize.ofBytes(1_000))
                        .keys(0)
                        .ttl(Duration.ofSeconds(60))
                        .build());
    }

    @Test
    void hitsAndMissesAreThoseOfTheCache() {
        Cache<String, Integer> cache = weighted(1_000);
        assertThat(cache.get("a", key -> 10)).isEqualTo(10);
        assertThat(cache.get("a", key -> 20)).isEqualTo(10);
        assertThat(cache.getIfPresent("a")).isEqualTo(10);
        assertThat(cache.getIfPresent("b")).isNull();

        assertThat(read(sourceOf(cache)).lookups()).isEqualTo(Lookups.counted(2, 2));
    }

    @Test
    void anEntryThatMadeRoomIsAnEviction() {
        Cache<String, Integer> cache = weighted(100);
        cache.put("a", 60);
        cache.put("b", 60);

        Reading.Cumulative reading = read(sourceOf(cache));
        assertThat(reading.removals()).isEqualTo(Removals.of(1, 0));
        assertThat(reading.gauges().used()).contains(ByteSize.ofBytes(60));
        assertThat(stats.evictedWeight()).isEqualTo(60);
    }

    @Test
    void anEntryWhoseTimeWasUpIsAnExpirationEvenIfNobodyAskedForIt() {
        Cache<String, Integer> cache = weighted(100);
        cache.put("a", 60);
        ticker.advance(Duration.ofSeconds(62));

        Reading.Cumulative reading = read(sourceOf(cache));
        assertThat(reading.removals()).isEqualTo(Removals.of(0, 1));
        assertThat(reading.gauges().used()).contains(ByteSize.ZERO);
        assertThat(reading.gauges().keys()).hasValue(0);
    }

    @Test
    void aWriteOverAnExpiredEntryCountsItsExpiration() {
        Cache<String, Integer> cache = weighted(100);
        cache.put("a", 60);
        ticker.advance(Duration.ofSeconds(60));
        cache.put("a", 30);

        assertThat(read(sourceOf(cache)).removals()).isEqualTo(Removals.of(0, 1));
    }

    @Test
    void aLoadOverAnExpiredEntryCountsItsExpiration() {
        Cache<String, Integer> cache = weighted(100);
        cache.put("a", 60);
        ticker.advance(Duration.ofSeconds(60));
        assertThat(cache.get("a", key -> 30)).isEqualTo(30);

        assertThat(read(sourceOf(cache)).removals()).isEqualTo(Removals.of(0, 1));
    }

    @Test
    void whatTheHostTakesOutIsNeitherEvictedNorExpired() {
        Cache<String, Integer> cache = weighted(100);
        cache.put("a", 10);
        cache.put("a", 20);
        cache.invalidate("a");

        assertThat(read(sourceOf(cache)).removals()).isEqualTo(Removals.of(0, 0));
    }

    @Test
    void theTtlIsTheOneInForce() {
        CaffeineMetricSource source = sourceOf(weighted(100));
        advisor.set(Duration.ofMinutes(7));

        assertThat(read(source).gauges().ttl()).contains(Duration.ofMinutes(7));
    }

    @Test
    void oneSourceKeepsItsEpochAndAnotherHasAnother() {
        Cache<String, Integer> cache = weighted(100);
        CaffeineMetricSource source = sourceOf(cache);

        assertThat(read(source).epoch()).isEqualTo(read(source).epoch());
        assertThat(read(sourceOf(cache)).epoch()).isNotEqualTo(read(source).epoch());
    }

    @Test
    void aCacheThatCountsItsEntriesHasNoSizesInBytes() {
        Cache<String, Integer> cache =
                Caffeine.newBuilder().maximumSize(10).recordStats(() -> stats).build();
        cache.put("a", 60);

        Gauges gauges = read(sourceOf(cache)).gauges();
        assertThat(gauges.used()).isEmpty();
        assertThat(gauges.capacity()).isEmpty();
        assertThat(gauges.keys()).hasValue(1);
    }

    @Test
    void aCacheWithoutAMaximumHasNoSizes() {
        Cache<String, Integer> cache =
                Caffeine.newBuilder().recordStats(() -> stats).build();

        Gauges gauges = read(sourceOf(cache)).gauges();
        assertThat(gauges.used()).isEmpty();
        assertThat(gauges.capacity()).isEmpty();
    }

    @Test
    void readingsAreSoundWhileOthersWrite() throws InterruptedException {
        Cache<String, Integer> cache = weighted(1_000);
        CaffeineMetricSource source = sourceOf(cache);
        AtomicBoolean enough = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            for (int i = 0; !enough.get(); i++) {
                cache.put("key " + i, 400);
                cache.policy().eviction().orElseThrow().setMaximum(i % 2 == 0 ? 1_000 : 500);
            }
        });
        writer.start();
        try {
            for (int i = 0; i < 2_000; i++) {
                Gauges gauges = read(source).gauges();
                assertThat(gauges.used().orElseThrow())
                        .isLessThanOrEqualTo(gauges.capacity().orElseThrow());
            }
        } finally {
            enough.set(true);
            writer.join();
        }
    }

    @Test
    void anotherCachesNameIsRefused() {
        CaffeineMetricSource source = sourceOf(weighted(100));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> source.read(CacheName.of("sessions")))
                .withMessage("cache name is sessions, allowed: the cache that this source reads, answers");
    }

    @Test
    void aCacheWithoutStatisticsIsRefused() {
        Cache<String, Integer> silent = Caffeine.newBuilder().build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> sourceOf(silent))
                .withMessageContaining("statistics of cache answers is off")
                .withMessageContaining("recordStats");
    }

    private static Reading.Cumulative read(CaffeineMetricSource source) {
        return (Reading.Cumulative) source.read(ANSWERS);
    }

    private CaffeineMetricSource sourceOf(Cache<?, ?> cache) {
        return CaffeineMetricSource.of(cache, stats, advisor, InstantSource.fixed(NOON));
    }

    /** A cache whose values are their own size in bytes. */
    private Cache<String, Integer> weighted(long capacity) {
        return Caffeine.newBuilder()
                .ticker(ticker)
                .executor(Runnable::run)
                .expireAfter(AdvisedExpiry.<String, Integer>by(advisor))
                .weigher((String key, Integer bytes) -> bytes)
                .maximumWeight(capacity)
                .recordStats(() -> stats)
                .build();
    }
}
